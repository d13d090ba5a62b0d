using DataCuration.Deduplication.Semantic;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>
/// Clusters embeddings and finds which documents say what another says. All documents take part, whatever the rules say of them; who goes is decided late
/// (<c>PruneDecision</c>). With prototypes after semantic duplicates, what those leave is clustered anew, as in D4.
/// </summary>
internal sealed class PruneStage : Stage
{
    public const string Cluster = "prune.cluster";
    public const string Distance = "prune.distance";
    public const string Similarity = "prune.similarity";
    public const string Twin = "prune.twin";

    // 4 bytes a coordinate, and what clustering keeps of a document.
    private const long BytesPerDocument = 96;

    public override string Name => StageNames.Prune;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Embeddings];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        PruneOptions options = context.Recipe.Prune!;
        CheckMemory(context.DocumentCount, options, context.Options.MemoryBytes, context.Work.Root);
        DocumentPart[] parts = [.. context.SourceParts()];
        string canonical = StateJson.Canonical(new
        {
            options.Dimensions,
            options.Clusters,
            options.Iterations,
            options.Semantic,
            reclusters = options.Semantic is not null && options.Prototypes is not null,
            context.Recipe.Seed,
        });
        TaskInput[] inputs = [.. parts.Select(part => context.Input(StageNames.Embeddings, context.Work.Columns(StageNames.Embeddings, part.Name)))];
        return ValueTask.FromResult<IReadOnlyList<StageTask>>([new StageTask("all", canonical, inputs, (task, token) => FindAsync(context, options, parts, task, token))]);
    }

    /// <summary>Refuses before it starts what memory does not allow.</summary>
    /// <exception cref="DiagnosticException">DC2172: the documents are too many.</exception>
    internal static void CheckMemory(long documents, PruneOptions options, long memoryBytes, string work)
    {
        long needed = documents * ((4L * options.Dimensions) + BytesPerDocument);
        if (needed > memoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2172",
                    $"Pruning {documents} documents by embeddings of {options.Dimensions} numbers needs about {needed >> 20} MiB; the run may use {memoryBytes >> 20} MiB. "
                    + "Raise --memory, lower 'prune.dimensions', or divide the corpus into several recipes.",
                    work),
                ExitCode.Usage);
        }
    }

    private async Task<TaskResult> FindAsync(RunContext context, PruneOptions options, DocumentPart[] parts, TaskContext task, CancellationToken cancellationToken)
    {
        task.Progress.AddTotal(parts.Length);
        VectorSet vectors = new(options.Dimensions);
        List<IReadOnlyList<DocumentId>> ids = [];
        foreach (DocumentPart part in parts)
        {
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Embeddings, part.Name), [EmbeddingsStage.Column], cancellationToken).ConfigureAwait(false);
            byte[][] values = table.Get<byte[]>(EmbeddingsStage.Column);
            for (int row = 0; row < values.Length; row++)
            {
                EmbeddingsStage.Read(values[row], vectors.Add(table.Ids[row]));
            }

            ids.Add(table.Ids);
            task.Progress.AddWork(1);
        }

        SphericalKMeans clusters = Clusters(vectors, _ => true, vectors.Count, context, options, task, cancellationToken);
        SemanticDuplicates? duplicates = options.Semantic is { } semantic ? SemanticDuplicates.Find(vectors, clusters, semantic, task.Parallelism, cancellationToken) : null;
        if (duplicates is not null && options.Prototypes is not null)
        {
            clusters = Clusters(vectors, row => !duplicates.IsRemoved(row), vectors.Count - duplicates.RemovedCount, context, options, task, cancellationToken);
        }

        List<string> outputs = [];
        for (int p = 0, first = 0; p < parts.Length; first += ids[p++].Count)
        {
            outputs.Add(context.Work.Columns(Name, parts[p].Name));
            await ColumnFile.WriteAsync(outputs[^1], ToTable(ids[p], first, vectors, clusters, duplicates), cancellationToken).ConfigureAwait(false);
        }

        return new TaskResult(outputs, new TaskCounts { In = vectors.Count, Out = vectors.Count });
    }

    private static SphericalKMeans Clusters(
        VectorSet vectors, Func<int, bool> takesPart, int points, RunContext context, PruneOptions options, TaskContext task, CancellationToken cancellationToken) =>
        SphericalKMeans.Cluster(
            vectors, takesPart, options.Clusters ?? SphericalKMeans.DefaultCount(points), options.Iterations, context.Recipe.Seed, task.Parallelism, cancellationToken);

    private static ColumnTable ToTable(IReadOnlyList<DocumentId> ids, int first, VectorSet vectors, SphericalKMeans clusters, SemanticDuplicates? duplicates)
    {
        int[] cluster = new int[ids.Count];
        double[] distance = new double[ids.Count], similarity = new double[ids.Count];
        string?[] twin = new string?[ids.Count];
        for (int i = 0; i < ids.Count; i++)
        {
            int row = first + i;
            cluster[i] = clusters.Clusters[row];
            distance[i] = cluster[i] < 0 ? double.NaN : 1.0 - clusters.Similarities[row];
            similarity[i] = duplicates?.SimilarityOf(row) ?? 0;
            twin[i] = duplicates?.TwinOf(row) is >= 0 and int other ? vectors.IdAt(other).ToString() : null;
        }

        return new ColumnTable(
            ids, [new Column<int>(Cluster, cluster), new Column<double>(Distance, distance), new Column<double>(Similarity, similarity), new Column<string?>(Twin, twin)]);
    }
}
