using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Npy;

namespace DataCuration.Pipelines.ImageText;

/// <summary>What uid files hold, alone and together.</summary>
/// <param name="Files">Each file.</param>
/// <param name="InAll">Different uids that are in every file.</param>
/// <param name="InAny">Different uids that are in at least one.</param>
public sealed record UidComparison(IReadOnlyList<UidFileContent> Files, long InAll, long InAny)
{
    private const int CancellationInterval = 1 << 16;

    /// <summary>Reads the files once, side by side, in constant memory.</summary>
    /// <param name="paths">The files; at least one.</param>
    /// <param name="intersection">Where the uids that are in every file go, each once; null for nowhere.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="DiagnosticException">DC2131: a file is damaged or not sorted.</exception>
    public static UidComparison Read(IReadOnlyList<string> paths, string? intersection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<Side> sides = [];
        using UidFileWriter? writer = intersection is null ? null : new UidFileWriter(intersection);
        try
        {
            foreach (string path in paths) sides.Add(new Side(path));
            sides.ForEach(side => side.MoveNext());
            (long inAll, long inAny) = (0, 0);
            while (sides.Min(side => side.Uid) is { } uid)
            {
                if (inAny++ % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
                if (sides.TrueForAll(side => side.Uid == uid))
                {
                    inAll++;
                    writer?.Add(uid);
                }

                sides.ForEach(side => side.Pass(uid));
            }

            writer?.Complete();
            return new UidComparison([.. sides.Select(side => side.ToContent())], inAll, inAny);
        }
        finally
        {
            sides.ForEach(side => side.Dispose());
        }
    }

    private sealed class Side(string path) : IDisposable
    {
        private readonly UidFileReader _reader = new(path);
        private long _distinct;
        private long _most;

        public DocumentId? Uid { get; private set; }

        public void MoveNext() => Uid = _reader.MoveNext() ? _reader.Current : null;

        public void Pass(DocumentId uid)
        {
            long copies = 0;
            for (; Uid == uid; MoveNext()) copies++;
            _distinct += copies > 0 ? 1 : 0;
            _most = Math.Max(_most, copies);
        }

        public UidFileContent ToContent() => new(path, _reader.Count, _distinct, _most);

        public void Dispose() => _reader.Dispose();
    }
}
