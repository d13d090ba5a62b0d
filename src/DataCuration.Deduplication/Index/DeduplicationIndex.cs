// An index that grows by segments, as in log-structured storage: each run appends the sorted keys, ids, features and facts of the documents
// it kept; nothing is rewritten. A later run merges the segments with its own keys and looks only at buckets that hold a new document, so
// the text of earlier documents is never read again. Rows are numbered through all segments.
// Cost of a run over m new documents with n indexed: O(m) hashing, one sequential read of n times 20 bytes a band in which all but about
// m log(n / m) keys are leapt over, and the features of those documents that share a bucket with a new one.
using System.Text.Json;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Sorting;
using DataCuration.Deduplication.Survivors;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Index;

/// <summary>The documents that earlier runs kept, as far as deduplication needs them. One run at a time.</summary>
public sealed class DeduplicationIndex
{
    private const string ManifestName = "index.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _folder;

    private DeduplicationIndex(string folder, IndexManifest manifest)
    {
        _folder = folder;
        Manifest = manifest;
    }

    /// <summary>What the index holds.</summary>
    public IndexManifest Manifest { get; }

    /// <summary>Documents in the index.</summary>
    public int Count => Manifest.Segments.Sum(segment => segment.Count);

    /// <summary>The facts of its documents, in row order.</summary>
    public IEnumerable<string> FactsFiles => Manifest.Segments.Select(segment => PathOf(segment, "facts"));

    /// <summary>Opens an index, or an empty one where there is none yet.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="settings">Everything that its hashes depend on.</param>
    /// <param name="mayBeNew">False when it has to exist.</param>
    /// <exception cref="DiagnosticException">DC1075: there is none, or it was made with other settings.</exception>
    public static DeduplicationIndex Open(string folder, string settings, bool mayBeNew)
    {
        string path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path))
        {
            return mayBeNew
                ? new DeduplicationIndex(folder, new IndexManifest(settings, [], [], []))
                : throw Problem("There is no index in this folder. Check the path, or make one with --index.", folder);
        }

        IndexManifest manifest = JsonSerializer.Deserialize<IndexManifest>(File.ReadAllText(path), Json)!;
        return manifest.Settings == settings
            ? new DeduplicationIndex(folder, manifest)
            : throw Problem(
                $"This index was made with other settings, so its hashes do not compare: it has '{manifest.Settings}', this run '{settings}'. "
                + "Use the same options, or another folder for a new index.",
                path);
    }

    /// <summary>Puts the index's documents before all others of an empty store.</summary>
    public void AddTo(SketchStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        foreach (IndexSegment segment in Manifest.Segments)
        {
            FeatureFile features = new(PathOf(segment, "features"), segment.Count, ReadPlaces(PathOf(segment, "places")));
            store.AddReference(segment.Count, PathOf(segment, "ids"), PathOf(segment, "exact"), PathOf(segment, "bands"), features);
        }
    }

    /// <summary>Adds the kept new documents of a clustered store as one segment. The manifest is replaced last, so a run that is stopped leaves the index as it was.</summary>
    /// <param name="store">The store that was clustered.</param>
    /// <param name="isRemoved">Tells rows that do not go into the index.</param>
    /// <param name="facts">The facts of the new documents, in row order.</param>
    /// <param name="sources">The names of all sources so far.</param>
    /// <param name="files">The names of all files so far.</param>
    public void Append(
        SketchStore store, Func<int, bool> isRemoved, IEnumerable<DocumentFacts> facts, IReadOnlyList<string> sources, IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(isRemoved);
        ArgumentNullException.ThrowIfNull(facts);
        Directory.CreateDirectory(_folder);
        int first = store.ReferenceCount;
        int[] numbers = new int[store.Count - first];
        int next = first;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = isRemoved(first + i) ? -1 : next++;
        }

        IndexSegment segment = new($"segment-{Manifest.Segments.Count:D4}", next - first);
        CopyKeys(store.Ids, PathOf(segment, "ids"), first, numbers);
        CopyKeys(store.ExactKeys, PathOf(segment, "exact"), first, numbers);
        CopyKeys(store.BandKeys, PathOf(segment, "bands"), first, numbers);
        CopyFeatures(store, PathOf(segment, "features"), PathOf(segment, "places"), numbers);
        CopyFacts(facts, PathOf(segment, "facts"), numbers);
        string path = Path.Combine(_folder, ManifestName), temporary = path + ".tmp";
        File.WriteAllText(
            temporary,
            JsonSerializer.Serialize(Manifest with { Segments = [.. Manifest.Segments, segment], Sources = sources, Files = files }, Json));
        File.Move(temporary, path, overwrite: true);
    }

    private static void CopyKeys(ExternalSorter<KeyedRow> sorter, string path, int first, int[] numbers)
    {
        using RecordFileWriter<KeyedRow> writer = new(path);
        using SortedRecords<KeyedRow> records = sorter.ReadOwn();
        while (records.MoveNext())
        {
            KeyedRow record = records.Current;
            if (numbers[record.Row - first] is >= 0 and int number)
            {
                writer.Add(record with { Row = number });
            }
        }

        writer.Complete();
    }

    /// <summary>Where rows of features start; nothing for an index of before there were such files, which is then read row by row.</summary>
    private static List<long> ReadPlaces(string path)
    {
        List<long> places = [];
        if (File.Exists(path))
        {
            using RecordFileReader<long> reader = new(path, SketchStore.Stage);
            while (reader.TryRead(out long place))
            {
                places.Add(place);
            }
        }

        return places;
    }

    private static void CopyFeatures(SketchStore store, string path, string placesPath, int[] numbers)
    {
        using FeatureFileWriter writer = new(path);
        using FeatureFileReader reader = new([store.FeatureFiles[^1]], SketchStore.Stage);
        for (int i = 0; reader.TryRead(out ReadOnlySpan<uint> values); i++)
        {
            if (numbers[i] >= 0)
            {
                writer.Add(values);
            }
        }

        using RecordFileWriter<long> places = new(placesPath);
        foreach (long place in writer.Complete().Places)
        {
            places.Add(place);
        }

        places.Complete();
    }

    private static void CopyFacts(IEnumerable<DocumentFacts> facts, string path, int[] numbers)
    {
        using RecordFileWriter<DocumentFacts> writer = new(path);
        int i = 0;
        foreach (DocumentFacts each in facts)
        {
            if (numbers[i++] >= 0)
            {
                writer.Add(each);
            }
        }

        writer.Complete();
    }

    private static DiagnosticException Problem(string message, string path) => new(Diagnostic.Error("DC1075", message, path), ExitCode.Usage);

    private string PathOf(IndexSegment segment, string kind) => Path.Combine(_folder, $"{segment.Name}.{kind}");
}
