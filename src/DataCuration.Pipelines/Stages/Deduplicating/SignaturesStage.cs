using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataCuration.Deduplication;
using DataCuration.Deduplication.Exact;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>
/// The exact hash and the MinHash signature of every document, and the hashes of its shingles when pairs are verified by them. Empty bytes
/// mean: none (switched off, or too few words for a shingle).
/// </summary>
internal sealed class SignaturesStage : ColumnStage
{
    public const string ExactColumn = "exactHash";
    public const string MinHashColumn = "minHash";
    public const string ShinglesColumn = "shingles";
    public const string TextBytesColumn = "textBytes";

    public override string Name => StageNames.Signatures;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => $"{DocumentSketcher.AlgorithmVersion}.2";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    protected override string Options(RunContext context)
    {
        DeduplicateOptions options = context.Recipe.Deduplicate!;
        return StateJson.Canonical(new
        {
            deduplicate = new { options.Exact, minHash = options.MinHash is { } minHash ? Shape(minHash) : null },
        });
    }

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        DeduplicateOptions options = context.Recipe.Deduplicate!;
        MinHasher? hasher = options.MinHash is null ? null : new MinHasher(options.MinHash);
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => Hash(options, hasher, documents));
    }

    private static object Shape(MinHashOptions minHash) => new
    {
        profile = minHash.Profile == MinHashProfiles.DataCuration ? null : minHash.Profile,
        minHash.Bands,
        minHash.Rows,
        minHash.ShingleWords,
        minHash.ShingleCharacters,
        shingles = ShingleSet.IsNeededBy(minHash) ? minHash.Verify : (EdgeVerification?)null,
    };

    private static IReadOnlyList<Column> Hash(DeduplicateOptions options, MinHasher? hasher, IReadOnlyList<Document> documents)
    {
        byte[][] exact = new byte[documents.Count][];
        byte[][] minHash = new byte[documents.Count][];
        byte[][] shingles = new byte[documents.Count][];
        long[] textBytes = new long[documents.Count];
        uint[] signature = new uint[hasher?.SignatureLength ?? 0];
        for (int i = 0; i < documents.Count; i++)
        {
            ReadOnlySpan<byte> text = documents[i].Text.Span;
            exact[i] = [];
            textBytes[i] = text.Length;
            if (options.Exact is { } exactOptions)
            {
                exact[i] = new byte[16];
                BinaryPrimitives.WriteUInt128BigEndian(exact[i], ExactHash.Compute(text, exactOptions.Normalise));
            }

            minHash[i] = hasher is not null && hasher.TryComputeSignature(text, signature) ? MemoryMarshal.AsBytes<uint>(signature).ToArray() : [];
            shingles[i] = minHash[i].Length > 0 && ShingleSet.IsNeededBy(options.MinHash!)
                ? MemoryMarshal.AsBytes<uint>(ShingleSet.Of(text, options.MinHash!)).ToArray()
                : [];
        }

        return
        [
            new Column<byte[]>(ExactColumn, exact), new Column<byte[]>(MinHashColumn, minHash), new Column<byte[]>(ShinglesColumn, shingles),
            new Column<long>(TextBytesColumn, textBytes),
        ];
    }
}
