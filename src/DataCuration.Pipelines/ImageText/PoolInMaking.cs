using System.Globalization;
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;
using DataCuration.Formats.Npy;

namespace DataCuration.Pipelines.ImageText;

/// <summary>A pool whose samples come in the order of their scores and are written in the order of their uids. Single-threaded.</summary>
internal sealed class PoolInMaking : IDisposable
{
    /// <summary>The pool of samples without a score.</summary>
    public const string Unscored = "unscored";

    private const string Extension = ".npy";

    private readonly ScorePoolsOptions _options;
    private readonly ExternalSorter<DocumentId> _uids;
    private double? _lowest;
    private double? _highest;

    public PoolInMaking(ScorePoolsOptions options, int index)
    {
        _options = options;
        Name = string.Create(CultureInfo.InvariantCulture, $"q{index + 1}");
        _uids = new ExternalSorter<DocumentId>(Path.Combine(options.OutputFolder, ".sorting"), Name, options.MemoryBytes / 4);
    }

    public string Name { get; }

    public void Add(DocumentId uid, double score)
    {
        _highest ??= score;
        _lowest = score;
        _uids.Add(uid);
    }

    public ScorePool Complete() => Write(_options, Name, _uids, _lowest, _highest);

    public static ScorePool Write(ScorePoolsOptions options, string name, ExternalSorter<DocumentId> uids, double? lowest, double? highest)
    {
        string file = name + Extension;
        using UidFileWriter writer = new(Path.Combine(options.OutputFolder, file));
        using SortedRecords<DocumentId> sorted = uids.Read();
        while (sorted.MoveNext()) writer.Add(sorted.Current);
        writer.Complete();
        return new ScorePool(name, file, writer.Count, writer.DistinctCount, lowest, highest);
    }

    /// <summary>Whether a file's name is one that pools get.</summary>
    public static bool IsPoolFile(string name) =>
        name == Unscored + Extension || (name.StartsWith('q') && name.EndsWith(Extension, StringComparison.Ordinal) && int.TryParse(name[1..^Extension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out _));

    public void Dispose() => _uids.Dispose();
}
