using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataCuration.Deduplication.Clusters;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>Joins duplicates into clusters over verified edges. All documents take part, whatever the rules say of them: who stays is decided late.</summary>
internal sealed class ClustersStage : Stage
{
    public const string ClusterColumn = "clusterId";
    public const string SizeColumn = "clusterSize";
    public const string NeighbourColumn = "neighbour";
    public const string SimilarityColumn = "similarity";

    public override string Name => StageNames.Clusters;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => DuplicateClusterer.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Signatures];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        DeduplicateOptions options = context.Recipe.Deduplicate!;
        CheckMemory(context, options);
        string canonical = StateJson.Canonical(new
        {
            deduplicate = new { minHash = options.MinHash is { } minHash ? new { minHash.Verify, minHash.Threshold } : null },
        });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", canonical, [.. context.Inputs(StageNames.Signatures)], (task, token) => ClusterAsync(context, options, task, token))]);
    }

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.CheckAllDocuments(Name, context, records);
        foreach (string bucket in records[0].Counts.Reasons.Keys)
        {
            context.AddWarning(Diagnostic.Warning(
                "DC1071", $"Unusually many documents share a bucket ({bucket}): a template, or very short texts. They were compared with their bucket's first members and neighbours only."));
        }

        return Task.CompletedTask;
    }

    private static void CheckMemory(RunContext context, DeduplicateOptions options)
    {
        long documents = context.Completed(StageNames.Ingest).Sum(record => record.Counts.Out);
        long needed = DuplicateClusterer.EstimateBytes(documents, options.MinHash, context.Options.Jobs);
        if (needed > context.Options.MemoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3041",
                    $"Clustering {documents} documents needs about {needed >> 20} MiB; the run may use {context.Options.MemoryBytes >> 20} MiB. " +
                    "Raise --memory, use fewer bands, or divide the corpus into several recipes.",
                    context.Work.Root),
                ExitCode.Usage);
        }
    }

    private static async Task<TaskResult> ClusterAsync(RunContext context, DeduplicateOptions options, TaskContext task, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.Parts();
        task.Progress.AddTotal(parts.Count + 1);
        SignatureStore store = new((options.MinHash?.Bands * options.MinHash?.Rows) ?? 0);
        List<IReadOnlyList<DocumentId>> ids = [];
        foreach (DocumentPart part in parts)
        {
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Signatures, part.Name), null, cancellationToken).ConfigureAwait(false);
            byte[][] exact = table.Get<byte[]>(SignaturesStage.ExactColumn);
            byte[][] minHash = table.Get<byte[]>(SignaturesStage.MinHashColumn);
            for (int row = 0; row < table.Count; row++)
            {
                store.Add(
                    table.Ids[row],
                    exact[row].Length == 0 ? null : BinaryPrimitives.ReadUInt128BigEndian(exact[row]),
                    MemoryMarshal.Cast<byte, uint>(minHash[row]),
                    table.Get<long>(SignaturesStage.TextBytesColumn)[row]);
            }

            ids.Add(table.Ids);
            task.Progress.AddWork(1);
        }

        DuplicateClusters clusters = new DuplicateClusterer(options.MinHash, context.Options.Jobs).Cluster(store, cancellationToken);
        List<string> outputs = [];
        int next = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            outputs.Add(context.Work.Columns(StageNames.Clusters, parts[p].Name));
            ColumnTable table = ToTable(ids[p], clusters, store, next);
            await ColumnFile.WriteAsync(outputs[^1], table, cancellationToken).ConfigureAwait(false);
            next += ids[p].Count;
        }

        task.Progress.Add(next, 0);
        SortedDictionary<string, long> reasons = new(clusters.LargeBuckets.ToDictionary(bucket => $"band {bucket.Band}, {bucket.Size} documents, first {bucket.First}", _ => 1L), StringComparer.Ordinal);
        return new TaskResult(outputs, new TaskCounts { In = next, Out = next, Reasons = reasons });
    }

    private static ColumnTable ToTable(IReadOnlyList<DocumentId> ids, DuplicateClusters clusters, SignatureStore store, int first)
    {
        string?[] clusterIds = new string?[ids.Count];
        int[] sizes = new int[ids.Count];
        string?[] neighbours = new string?[ids.Count];
        double[] similarities = new double[ids.Count];
        for (int i = 0; i < ids.Count; i++)
        {
            DuplicateEdge? nearest = clusters.NearestAt(first + i);
            clusterIds[i] = clusters.ClusterIdAt(first + i).ToString();
            sizes[i] = clusters.ClusterSizeAt(first + i);
            neighbours[i] = nearest is { } edge ? store.IdAt(edge.Row).ToString() : null;
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
