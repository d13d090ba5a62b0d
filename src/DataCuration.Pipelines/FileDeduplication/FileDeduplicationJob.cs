// Deduplicates plain files: hash every record (first pass), cluster on disk, decide, check that no source is wiped, copy (second pass).
// The text is read twice and never held; results depend on the records and their file names only, not on threads, memory or file order.
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataCuration.Deduplication;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Index;
using DataCuration.Deduplication.MinHash.Datatrove;
using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Deduplicates files without a recipe.</summary>
public static class FileDeduplicationJob
{
    private const int SampleCharacters = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions LineJson = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Runs the job. Writes <c>kept/</c>, <c>removed/</c>, <c>summary.json</c> and <c>quarantine.jsonl</c> to the output folder; when a source would
    /// be wiped (<see cref="LossGuard"/>), only the last two.
    /// </summary>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told documents and bytes of text read so far.</param>
    /// <param name="cancellationToken">Stops; what was written is complete or absent, and the same command starts anew.</param>
    /// <exception cref="DiagnosticException">An option, a file or the index is at fault, or memory does not suffice.</exception>
    public static async Task<FileDeduplicationSummary> RunAsync(FileDeduplicationOptions options, Action<long, long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        string sorting = Path.Combine(options.OutputFolder, ".sorting");
        if (Directory.Exists(sorting))
        {
            // What a killed run left behind.
            Directory.Delete(sorting, recursive: true);
        }

        DeduplicationIndex? index = options.Index is null ? null : DeduplicationIndex.Open(options.Index, Settings(options), options.ExtendsIndex);
        NumberedNames sources = new(index?.Manifest.Sources ?? []), files = new(index?.Manifest.Files ?? []);
        using SketchStore store = new(sorting, options.MemoryBytes);
        index?.AddTo(store);
        using DocumentFactsFile facts = new(Path.Combine(sorting, "facts.bin"), index?.FactsFiles ?? []);
        int segment = index?.Manifest.Segments.Count ?? 0;
        HashingPass hashing = new(options, store, facts, sources, files, segment);
        await hashing.RunAsync(progress, cancellationToken).ConfigureAwait(false);
        CheckMemory(options, store.Count);

        DuplicateClusters clusters = new DuplicateClusterer(options.MinHash).Cluster(store, cancellationToken);
        SurvivorSelection survivors = Select(options, store, clusters, facts);
        IReadOnlyList<SourceLoss> losses = Losses(facts.ReadAdded(), survivors, store.ReferenceCount, sources.Names);
        IReadOnlyList<Diagnostic> problems = LossGuard.Check(losses, options.AcknowledgedSources);
        bool isStopped = problems.Any(problem => problem.Severity == DiagnosticSeverity.Error);
        SampledTexts samples = new(clusters, survivors, store.ReferenceCount);
        await new WritingPass(options, clusters, survivors, samples, files, segment).RunAsync(hashing.Rows, facts.ReadAdded(), isStopped, cancellationToken).ConfigureAwait(false);
        FileDeduplicationSummary summary = Summarise(options, hashing, store, clusters, losses, problems, samples);
        WriteReport(options, summary, hashing);
        if (index is not null && options.ExtendsIndex && !isStopped)
        {
            index.Append(store, survivors.IsRemoved, facts.ReadAdded(), sources.Names, files.Names);
        }

        return summary;
    }

    /// <summary>
    /// A document's id. Shards of different runs often have the same names, so the run's place in the index is part of it.
    /// </summary>
    internal static DocumentId IdOf(int segment, InputShard shard, long position) =>
        DocumentId.Create(segment == 0 ? "dedup" : string.Create(CultureInfo.InvariantCulture, $"dedup-{segment}"), shard.Name, position);

    private static SurvivorSelection Select(FileDeduplicationOptions options, SketchStore store, DuplicateClusters clusters, DocumentFactsFile facts)
    {
        if (options.Scope == DuplicateScope.None)
        {
            return SurvivorSelection.OfNothing(clusters, facts.ReadBlocks());
        }

        return options.Keep.IsDatatrove
            ? new SurvivorSelection(clusters, facts.ReadBlocks(), DatatroveSurvivors.RootsOf(store, clusters))
            : new SurvivorSelection(clusters, facts.ReadBlocks(), options.Keep.Policy, store.ReferenceCount);
    }

    private static string Settings(FileDeduplicationOptions options) => JsonSerializer.Serialize(new
    {
        version = $"{DocumentSketcher.AlgorithmVersion}/{DuplicateClusterer.AlgorithmVersion}",
        exact = options.Exact?.Normalise.ToString(),
        minHash = options.MinHash is not { } minHash
            ? null
            : FormattableString.Invariant($"{minHash.Bands}x{minHash.Rows}, {minHash.ShingleWords} words, {minHash.ShingleCharacters} characters, {minHash.Verify}") + (minHash.Profile == MinHashProfiles.DataCuration ? "" : ", " + minHash.Profile),
        scope = options.Scope.ToString(),
    });

    private static void Check(FileDeduplicationOptions options)
    {
        if (options.Keep.IsDatatrove && !options.HasDatatroveClusters)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2231",
                    "--keep datatrove keeps what datatrove keeps, which is known for datatrove's own clusters only: --preset datatrove/0.10 with --verify none and the global scope, "
                    + "without --normalise and without an index. Leave the others out, or use another --keep."),
                ExitCode.Usage);
        }
    }

    private static void CheckMemory(FileDeduplicationOptions options, long documents)
    {
        long needed = DuplicateClusterer.EstimateBytes(documents);
        if (needed > options.MemoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3041",
                    $"Clustering {documents} documents needs at least {needed >> 20} MiB; the run may use {options.MemoryBytes >> 20} MiB. Raise --memory, or deduplicate fewer files at a time with --index."),
                ExitCode.Usage);
        }
    }

    private static List<SourceLoss> Losses(IEnumerable<DocumentFacts> facts, SurvivorSelection survivors, int firstRow, IReadOnlyList<string> names)
    {
        long[,] sums = new long[names.Count, 4];
        int row = firstRow;
        foreach (DocumentFacts document in facts)
        {
            bool isRemoved = survivors.IsRemoved(row++);
            sums[document.Source, 0]++;
            sums[document.Source, 1] += document.TextBytes;
            sums[document.Source, 2] += isRemoved ? 1 : 0;
            sums[document.Source, 3] += isRemoved ? document.TextBytes : 0;
        }

        return
        [
            .. Enumerable.Range(0, names.Count)
                .Select(i => new SourceLoss(names[i], sums[i, 0], sums[i, 1], sums[i, 2], sums[i, 3]))
                .Where(loss => loss.Documents > 0)
                .OrderBy(loss => loss.Source, StringComparer.Ordinal),
        ];
    }

    private static FileDeduplicationSummary Summarise(
        FileDeduplicationOptions options, HashingPass hashing, SketchStore store, DuplicateClusters clusters, IReadOnlyList<SourceLoss> losses,
        IReadOnlyList<Diagnostic> problems, SampledTexts samples)
    {
        long removed = losses.Sum(loss => loss.RemovedDocuments), documents = store.Count - store.ReferenceCount;
        return new FileDeduplicationSummary
        {
            Documents = documents,
            TextBytes = hashing.TextBytes,
            Kept = documents - removed,
            Removed = removed,
            RemovedBytes = losses.Sum(loss => loss.RemovedBytes),
            Quarantined = hashing.Quarantined.Count,
            Indexed = store.ReferenceCount,
            ComparedPairs = clusters.ComparedPairs,
            AcceptedPairs = clusters.AcceptedPairs,
            Sources = losses,
            ClusterSizes = ClusterHistogram.Of(clusters),
            LargestClusters = [.. samples.Largest().Select(cluster => new ClusterSample(cluster.Id.ToString(), cluster.Size, [.. cluster.Texts.OfType<byte[]>().Select(Beginning)]))],
            Precision = options.MinHash is { } minHash ? Precision([.. samples.ExactSimilarities(minHash)], minHash.Threshold) : null,
            Diagnostics = problems,
        };
    }

    private static PairSample Precision(double[] similarities, double threshold) =>
        similarities.Length == 0
            ? new PairSample(0, 0, 0, 0)
            : new PairSample(
                similarities.Length,
                Math.Round(similarities.Average(), 4),
                (double)similarities.Count(similarity => similarity >= threshold) / similarities.Length,
                (double)similarities.Count(similarity => similarity >= threshold - 0.1) / similarities.Length);

    private static string Beginning(byte[] text)
    {
        string characters = Encoding.UTF8.GetString(text);
        int end = Math.Min(SampleCharacters, characters.Length);
        return characters[..(end > 0 && end < characters.Length && char.IsHighSurrogate(characters[end - 1]) ? end - 1 : end)];
    }

    private static void WriteReport(FileDeduplicationOptions options, FileDeduplicationSummary summary, HashingPass hashing)
    {
        AtomicFile.Write(Path.Combine(options.OutputFolder, "summary.json"), JsonSerializer.Serialize(summary with { Diagnostics = [] }, Json) + "\n");
        AtomicFile.Write(
            Path.Combine(options.OutputFolder, "quarantine.jsonl"),
            string.Concat(hashing.Quarantined.Select(row => JsonSerializer.Serialize(new { row.File, row.Position, row.Code, row.Message }, LineJson) + "\n")));
    }
}
