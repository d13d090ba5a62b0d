// A mix as a subset for DataComp's resharder. That program emits a sample as often as its uid is in the file, so epochs become repetitions: the whole part is copies
// of every sample, the rest a sample by hash of the uid (Quality/Selection/HashSample), so that 2.25 epochs hold the samples that 2.5 epochs hold. Entries are
// therefore N times the epochs up to the sampling of the rest, a standard deviation of at most half the root of N. The pools' files are sorted, so one merge writes
// the subset in constant memory. Cost: one pass over the pools' uids.
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.Formats.Npy;
using DataCuration.Quality.Selection;

namespace DataCuration.Pipelines.ImageText;

/// <summary>Writes the uids of pools, each as often as a mix says.</summary>
public static class SubsetJob
{
    private const int CancellationInterval = 1 << 16;

    /// <summary>Writes the subset, whole or not at all.</summary>
    /// <exception cref="DiagnosticException">DC2134: no pools. DC2136: there is no such pool, or nothing would be written. DC2131: a uid file is damaged.</exception>
    public static SubsetSummary Run(SubsetOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        PoolManifest manifest = PoolManifest.Read(options.PoolFolder);
        ScorePool[] known = [.. manifest.Pools, .. manifest.Unscored is { } unscored ? new[] { unscored } : []];
        List<Part> parts = [];
        try
        {
            foreach ((string name, double epochs) in options.Epochs.Where(pool => pool.Value > 0))
            {
                ScorePool pool = Array.Find(known, candidate => candidate.Name == name)
                    ?? throw Problem($"There is no pool '{name}' in {options.PoolFolder}. {NameSuggestion.Clause(name, [.. known.Select(candidate => candidate.Name)])}");
                // Another seed than the one that splits ties: among equal scores the drawn samples must not be those of the better pool.
                parts.Add(new Part(pool, epochs / options.Passes, manifest.Seed + 1, new UidFileReader(Path.Combine(options.PoolFolder, pool.File))));
            }

            return Write(options.Output, parts, cancellationToken);
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    private static SubsetSummary Write(string path, List<Part> parts, CancellationToken cancellationToken)
    {
        using UidFileWriter writer = new(path);
        parts.ForEach(part => part.MoveNext());
        for (long index = 0; SmallestOf(parts) is { } uid; index++)
        {
            if (index % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            foreach (Part part in parts)
            {
                while (part.IsAt(uid))
                {
                    for (long copies = part.TakeCopies(); copies > 0; copies--) writer.Add(uid);
                    part.MoveNext();
                }
            }
        }

        if (writer.Count == 0) throw Problem("The subset would be empty: no pool has epochs above 0, or so few that no sample was drawn. State more epochs.");
        writer.Complete();
        return new SubsetSummary(path, writer.Count, writer.DistinctCount, [.. parts.Select(part => part.ToSummary())]);
    }

    private static DocumentId? SmallestOf(List<Part> parts)
    {
        DocumentId? smallest = null;
        foreach (Part part in parts)
        {
            if (part.Uid is { } uid && (smallest is null || uid < smallest)) smallest = uid;
        }

        return smallest;
    }

    private static DiagnosticException Problem(string message) => new(Diagnostic.Error("DC2136", message), ExitCode.Usage);

    private sealed class Part(ScorePool pool, double epochs, ulong seed, UidFileReader reader) : IDisposable
    {
        private readonly long _whole = (long)Math.Floor(epochs);
        private long _entries;

        public DocumentId? Uid { get; private set; }

        public void MoveNext() => Uid = reader.MoveNext() ? reader.Current : null;

        public bool IsAt(DocumentId uid) => Uid == uid;

        public long TakeCopies()
        {
            long copies = _whole + (HashSample.Contains(Uid!.Value, epochs - _whole, seed) ? 1 : 0);
            _entries += copies;
            return copies;
        }

        public SubsetPool ToSummary() => new(pool.Name, epochs, reader.Count, _entries);

        public void Dispose() => reader.Dispose();
    }
}
