using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>Joins duplicates into clusters over verified edges. All documents take part, whatever the rules say of them: who stays is decided late.</summary>
/// <param name="isSynthetic">Clusters synthetic documents, each style by itself: against each other, not against the texts that they say again.</param>
internal sealed class ClustersStage(bool isSynthetic) : Stage
{
    public const string ClusterColumn = "clusterId";
    public const string SizeColumn = "clusterSize";
    public const string NeighbourColumn = "neighbour";
    public const string SimilarityColumn = "similarity";

    public override string Name => isSynthetic ? SyntheticNames.Stage(StageNames.Clusters) : StageNames.Clusters;

    public override string Step => isSynthetic ? CurationSteps.Rephrase : CurationSteps.Deduplicate;

    public override string AlgorithmVersion => DuplicateClusterer.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [isSynthetic ? StageNames.Synthetic : StageNames.Ingest, StageNames.Signatures];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        DeduplicateOptions options = context.Recipe.Deduplicate!;
        CheckMemory(context);
        string canonical = StateJson.Canonical(new
        {
            deduplicate = new { minHash = options.MinHash is { } minHash ? new { minHash.Verify, minHash.Threshold } : null },
        });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [.. Groups(context).Select(group => new StageTask(
                group.Key,
                canonical,
                [.. group.Parts.Select(part => context.Input(StageNames.Signatures, context.Work.Columns(StageNames.Signatures, part.Name)))],
                (task, token) => ClusterAsync(context, options, group.Key, group.Parts, task, token)))]);
    }

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        TaskCounts counts = TaskCounts.Sum(records.Select(record => record.Counts));
        Conservation.Check(Name, counts with { In = isSynthetic ? context.SyntheticCount : context.DocumentCount });
        foreach (string bucket in counts.Reasons.Keys)
        {
            context.AddWarning(Diagnostic.Warning(
                "DC1071", $"Unusually many documents share a bucket ({bucket}): a template, or very short texts. They were compared with their bucket's first members and neighbours only."));
        }

        return Task.CompletedTask;
    }

    private static void CheckMemory(RunContext context)
    {
        long documents = context.DocumentCount;
        long needed = DuplicateClusterer.EstimateBytes(documents);
        if (needed > context.Options.MemoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3041",
                    $"Clustering {documents} documents needs at least {needed >> 20} MiB; the run may use {context.Options.MemoryBytes >> 20} MiB. " +
                    "Raise --memory, or divide the corpus into several recipes.",
                    context.Work.Root),
                ExitCode.Usage);
        }
    }

    private IEnumerable<(string Key, DocumentPart[] Parts)> Groups(RunContext context) => isSynthetic
        ? context.SyntheticParts().GroupBy(part => SyntheticNames.StyleOf(part.Name), StringComparer.Ordinal).Select(style => (style.Key, style.ToArray()))
        : [("all", [.. context.SourceParts()])];

    private static async Task<TaskResult> ClusterAsync(
        RunContext context, DeduplicateOptions options, string group, DocumentPart[] parts, TaskContext task, CancellationToken cancellationToken)
    {
        task.Progress.AddTotal(parts.Length + 1);
        MinHasher? hasher = options.MinHash is null ? null : new MinHasher(options.MinHash);
        string folder = context.Work.Scratch(StageNames.Clusters + "-" + group);
        using SketchStore store = new(folder, context.Options.MemoryBytes);
        List<IReadOnlyList<DocumentId>> ids = [];
        foreach (DocumentPart part in parts)
        {
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Signatures, part.Name), null, cancellationToken).ConfigureAwait(false);
            byte[][] exact = table.Get<byte[]>(SignaturesStage.ExactColumn);
            byte[][] minHash = table.Get<byte[]>(SignaturesStage.MinHashColumn);
            byte[][] shingles = table.Get<byte[]>(SignaturesStage.ShinglesColumn);
            for (int row = 0; row < table.Count; row++)
            {
                store.Add(table.Ids[row], ToSketch(exact[row], minHash[row], shingles[row], hasher));
            }

            ids.Add(table.Ids);
            task.Progress.AddWork(1);
        }

        DuplicateClusters clusters = new DuplicateClusterer(options.MinHash).Cluster(store, cancellationToken);
        List<string> outputs = [];
        int next = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            outputs.Add(context.Work.Columns(StageNames.Clusters, parts[p].Name));
            ColumnTable table = ToTable(ids[p], clusters, next);
            await ColumnFile.WriteAsync(outputs[^1], table, cancellationToken).ConfigureAwait(false);
            next += ids[p].Count;
        }

        task.Progress.Add(next, 0);
        SortedDictionary<string, long> reasons = new(clusters.LargeBuckets.ToDictionary(bucket => $"{bucket.Size} documents, first {bucket.First}", _ => 1L), StringComparer.Ordinal);
        return new TaskResult(outputs, new TaskCounts { In = next, Out = next, Reasons = reasons });
    }

    private static DocumentSketch ToSketch(byte[] exact, byte[] minHash, byte[] shingles, MinHasher? hasher)
    {
        UInt128? hash = exact.Length == 0 ? null : BinaryPrimitives.ReadUInt128BigEndian(exact);
        if (minHash.Length == 0 || hasher is null)
        {
            return new DocumentSketch(hash, default, default);
        }

        UInt128[] keys = new UInt128[hasher.Options.Bands];
        hasher.BandKeys(MemoryMarshal.Cast<byte, uint>(minHash), keys);
        return new DocumentSketch(hash, keys, MemoryMarshal.Cast<byte, uint>(shingles.Length > 0 ? shingles : minHash).ToArray());
    }

    private static ColumnTable ToTable(IReadOnlyList<DocumentId> ids, DuplicateClusters clusters, int first)
    {
        string?[] clusterIds = new string?[ids.Count];
        int[] sizes = new int[ids.Count];
        string?[] neighbours = new string?[ids.Count];
        double[] similarities = new double[ids.Count];
        for (int i = 0; i < ids.Count; i++)
        {
            DuplicateEdge? nearest = clusters.NearestAt(first + i);
            clusterIds[i] = (clusters.ClusterIdAt(first + i) ?? ids[i]).ToString();
            sizes[i] = clusters.ClusterSizeAt(first + i);
            neighbours[i] = nearest is { } edge ? clusters.IdAt(edge.Row).ToString() : null;
            similarities[i] = nearest?.Similarity ?? 0;
        }

        return new ColumnTable(
            ids,
            [
                new Column<string?>(ClusterColumn, clusterIds),
                new Column<int>(SizeColumn, sizes),
                new Column<string?>(NeighbourColumn, neighbours),
                new Column<double>(SimilarityColumn, similarities),
            ]);
    }
}
