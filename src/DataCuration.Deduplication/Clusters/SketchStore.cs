// What clustering needs to know of each document, kept on disk: its id, its exact hash, the keys of its MinHash bands, and the values
// that verify a pair (signature, or the hashes of its shingles). Ids and keys go straight into external sorters, so that clustering
// starts with a merge. With 14 bands and a signature of 112 values a document takes 20 + 20 + 14 * 20 + 452 = 772 bytes of disk,
// and 8 bytes and 4 bits of memory.
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;

namespace DataCuration.Deduplication.Clusters;

/// <summary>Collects the documents of one clustering. Rows are numbered from 0 in the order of adding; the result does not depend on it. Not safe for concurrent use.</summary>
public sealed class SketchStore : IDisposable
{
    /// <summary>The name of the stage in messages about damaged files.</summary>
    internal const string Stage = "deduplicate";

    private readonly List<FeatureFile> _featureFiles = [];
    private readonly FeatureFileWriter _features;
    private bool _isComplete;

    /// <summary>A store that spills to a folder.</summary>
    /// <param name="folder">Its files go here, of nothing else; created. They are deleted on disposal.</param>
    /// <param name="memoryBytes">What the store and the clustering may use together.</param>
    public SketchStore(string folder, long memoryBytes)
    {
        Directory.CreateDirectory(folder);
        Folder = folder;
        MemoryBytes = memoryBytes;
        Ids = new ExternalSorter<KeyedRow>(folder, "ids", memoryBytes / 16);
        ExactKeys = new ExternalSorter<KeyedRow>(folder, "exact", memoryBytes / 16);
        BandKeys = new ExternalSorter<KeyedRow>(folder, "bands", memoryBytes / 4);
        _features = new FeatureFileWriter(Path.Combine(folder, "features.bin"));
    }

    /// <summary>Documents added, those of an index included.</summary>
    public int Count { get; private set; }

    /// <summary>The first rows, which belong to an index: they are matched but never removed.</summary>
    public int ReferenceCount { get; private set; }

    internal string Folder { get; }

    internal long MemoryBytes { get; }

    internal ExternalSorter<KeyedRow> Ids { get; }

    internal ExternalSorter<KeyedRow> ExactKeys { get; }

    internal ExternalSorter<KeyedRow> BandKeys { get; }

    /// <summary>The feature files in row order.</summary>
    internal IReadOnlyList<FeatureFile> FeatureFiles => _featureFiles;

    /// <summary>Bytes written to the disk so far.</summary>
    public long SpilledBytes => Ids.SpilledBytes + ExactKeys.SpilledBytes + BandKeys.SpilledBytes + new FileInfo(_features.Path).Length;

    /// <summary>Adds a document; returns its row.</summary>
    /// <param name="id">The document.</param>
    /// <param name="sketch">What was computed from its text.</param>
    /// <exception cref="ArgumentException">There are more documents than rows can be numbered.</exception>
    public int Add(DocumentId id, DocumentSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        if (Count == Array.MaxLength)
        {
            throw new ArgumentException($"{Count} documents are the most that one clustering takes.", nameof(id));
        }

        int row = Count++;
        Ids.Add(new KeyedRow(id.Value, row));
        if (sketch.ExactHash is { } exact)
        {
            ExactKeys.Add(new KeyedRow(exact, row));
        }

        foreach (UInt128 key in sketch.BandKeys.Span)
        {
            BandKeys.Add(new KeyedRow(key, row));
        }

        _features.Add(sketch.Features.Span);
        return row;
    }

    /// <summary>Puts the documents of an index before all others. Only while the store is empty.</summary>
    internal void AddReference(int count, string ids, string exactKeys, string bandKeys, FeatureFile features)
    {
        Ids.AddSortedFile(ids);
        ExactKeys.AddSortedFile(exactKeys);
        BandKeys.AddSortedFile(bandKeys);
        _featureFiles.Add(features);
        Count += count;
        ReferenceCount += count;
    }

    /// <summary>No document follows.</summary>
    internal void Complete()
    {
        if (!_isComplete)
        {
            _featureFiles.Add(_features.Complete());
            _isComplete = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        ExactKeys.Dispose();
        BandKeys.Dispose();
        _features.Dispose();
        File.Delete(_features.Path);
        if (!Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            Directory.Delete(Folder);
        }
    }
}
