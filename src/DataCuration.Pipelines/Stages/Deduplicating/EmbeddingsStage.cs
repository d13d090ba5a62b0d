using System.Runtime.InteropServices;
using DataCuration.Deduplication.Semantic;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>The embedding of every document, as half-precision numbers.</summary>
internal sealed class EmbeddingsStage : ColumnStage
{
    public const string Column = "embedding";

    public override string Name => StageNames.Embeddings;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => TextEmbedder.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.EmbeddingWeights];

    /// <summary>Reads a vector that the stage wrote.</summary>
    public static void Read(byte[] value, Span<float> vector)
    {
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(value);
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)halves[i];
        }
    }

    protected override string Options(RunContext context) => StateJson.Canonical(new { context.Recipe.Prune!.Dimensions });

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [.. context.Inputs(StageNames.EmbeddingWeights)];

    protected override async Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        int dimensions = context.Recipe.Prune!.Dimensions;
        FeatureFrequencies frequencies = FeatureFrequencies.Read(
            await File.ReadAllBytesAsync(EmbeddingWeightsStage.WeightsPath(context), cancellationToken).ConfigureAwait(false));
        WorkerPool<TextEmbedder> workers = new(() => new TextEmbedder(frequencies, dimensions));
        return documents => workers.Use(embedder => Embed(embedder, documents, dimensions));
    }

    private static IReadOnlyList<Column> Embed(TextEmbedder embedder, IReadOnlyList<Document> documents, int dimensions)
    {
        byte[][] vectors = new byte[documents.Count][];
        float[] vector = new float[dimensions];
        Half[] halves = new Half[dimensions];
        for (int row = 0; row < vectors.Length; row++)
        {
            embedder.Embed(documents[row].Text.Span, vector);
            for (int i = 0; i < dimensions; i++)
            {
                halves[i] = (Half)vector[i];
            }

            vectors[row] = MemoryMarshal.AsBytes<Half>(halves).ToArray();
        }

        return [new Column<byte[]>(Column, vectors)];
    }
}
