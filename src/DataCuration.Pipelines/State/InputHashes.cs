using System.Globalization;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;

namespace DataCuration.Pipelines.State;

/// <summary>
/// Content hashes of input files. A file whose length and modification time are unchanged since its hash was taken is not read again;
/// a touched file is, and when its content is the same nothing downstream runs.
/// </summary>
internal sealed class InputHashes(WorkDirectory work)
{
    private Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private bool _isChanged;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(work.InputHashes))
        {
            try
            {
                _known = await StateJson.ReadFileAsync<Dictionary<string, Entry>>(work.InputHashes, cancellationToken).ConfigureAwait(false);
            }
            catch (System.Text.Json.JsonException)
            {
                _known = new Dictionary<string, Entry>(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The hash of a recipe's file. A remote file is not read for it: its version and length stand for its content.</summary>
    public async Task<string> GetAsync(ResolvedFile file, CancellationToken cancellationToken) =>
        file.Version is { } version
            ? Fingerprint.OfText(string.Create(CultureInfo.InvariantCulture, $"{version}\n{file.Length}"))
            : await GetAsync(file.FullPath, cancellationToken).ConfigureAwait(false);

    public async Task<string> GetAsync(string fullPath, CancellationToken cancellationToken)
    {
        FileInfo file = new(fullPath);
        if (_known.TryGetValue(fullPath, out Entry? entry) && entry.Length == file.Length && entry.ModifiedTicks == file.LastWriteTimeUtc.Ticks)
        {
            return entry.Sha256;
        }

        string hash = await Fingerprint.OfFileAsync(fullPath, cancellationToken).ConfigureAwait(false);
        _known[fullPath] = new Entry(file.Length, file.LastWriteTimeUtc.Ticks, hash);
        _isChanged = true;
        return hash;
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_isChanged)
        {
            string json = StateJson.Write(new SortedDictionary<string, Entry>(_known, StringComparer.Ordinal));
            await AtomicFile.WriteAsync(work.InputHashes, json, cancellationToken).ConfigureAwait(false);
            _isChanged = false;
        }
    }

    internal sealed record Entry(long Length, long ModifiedTicks, string Sha256);
}
