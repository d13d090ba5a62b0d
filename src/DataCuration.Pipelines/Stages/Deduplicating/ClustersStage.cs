using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataCuration.Deduplication.Clustering;
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

    public override string AlgorithmVersion => "1";

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
        long bytesPerDocument = DuplicateClusterer.BytesPerDocument(options.MinHash);
        if (documents * bytesPerDocument > context.Options.MemoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3041",
                    $"Clustering {documents} documents needs about {(documents * bytesPerDocument) >> 20} MiB ({bytesPerDocument} bytes a document); the run may use " +
                    $"{context.Options.MemoryBytes >> 20} MiB. Raise --memory, use fewer bands, or divide the corpus into several recipes.",
                    context.Work.Root),
                ExitCode.Usage);
        }
    }

    private static async Task<TaskResult> ClusterAsync(RunContext context, DeduplicateOptions options, TaskContext task, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.Parts();
        task.Progress.AddTotal(parts.Count + 1);
        DuplicateClusterer clusterer = new(options.MinHash);
        List<IReadOnlyList<DocumentId>> ids = [];
        foreach (DocumentPart part in parts)
        {
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Signatures, part.Name), null, cancellationToken).ConfigureAwait(false);
            byte[][] exact = table.Get<byte[]>(SignaturesStage.ExactColumn);
            byte[][] minHash = table.Get<byte[]>(SignaturesStage.MinHashColumn);
            for (int row = 0; row < table.Count; row++)
            {
                clusterer.Add(
                    table.Ids[row],
                    exact[row].Length == 0 ? null : BinaryPrimitives.ReadUInt128BigEndian(exact[row]),
                    minHash[row].Length == 0 ? null : MemoryMarshal.Cast<byte, uint>(minHash[row]).ToArray());
            }

            ids.Add(table.Ids);
            task.Progress.AddWork(1);
        }

        ClusteringResult result = clusterer.Cluster(cancellationToken);
        List<string> outputs = [];
        int next = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            outputs.Add(context.Work.Columns(StageNames.Clusters, parts[p].Name));
            ColumnTable table = ToTable(ids[p], result.Documents.Skip(next).Take(ids[p].Count).ToArray());
            await ColumnFile.WriteAsync(outputs[^1], table, cancellationToken).ConfigureAwait(false);
            next += ids[p].Count;
        }

        task.Progress.Add(next, 0);
        SortedDictionary<string, long> reasons = new(result.LargeBuckets.ToDictionary(bucket => bucket, _ => 1L), StringComparer.Ordinal);
        return new TaskResult(outputs, new TaskCounts { In = next, Out = next, Reasons = reasons });
    }

    private static ColumnTable ToTable(IReadOnlyList<DocumentId> ids, DuplicateCluster[] clusters) => new(
        ids,
        [
            new Column<string?>(ClusterColumn, Array.ConvertAll(clusters, string? (cluster) => cluster.ClusterId.ToString())),
            new Column<int>(SizeColumn, Array.ConvertAll(clusters, cluster => cluster.Size)),
            new Column<string?>(NeighbourColumn, Array.ConvertAll(clusters, cluster => cluster.Neighbour?.ToString())),
            new Column<double>(SimilarityColumn, Array.ConvertAll(clusters, cluster => cluster.Similarity)),
        ]);
}
