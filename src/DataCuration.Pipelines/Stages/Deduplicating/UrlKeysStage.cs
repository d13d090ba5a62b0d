using System.Buffers.Binary;
using DataCuration.Deduplication;
using DataCuration.Deduplication.Exact;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>The key of every document's address within its scope, and its date as a number that orders.</summary>
internal sealed class UrlKeysStage : ColumnStage
{
    public const string Key = "urlKeys.key";
    public const string Date = "urlKeys.date";

    private const int DateCharacters = 19;

    public override string Name => StageNames.UrlKeys;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => UrlKey.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    protected override string Options(RunContext context) => StateJson.Canonical(new { context.Recipe.Deduplicate!.Url!.Scope });

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        UrlScope scope = context.Recipe.Deduplicate!.Url!.Scope;
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents =>
        [
            new Column<byte[]>(Key, [.. documents.Select(document => KeyOf(document, scope))]),
            new Column<double>(Date, [.. documents.Select(document => DateOf(document.Date))]),
        ]);
    }

    /// <summary>A date's digits as one number, so 2024-05-01T10:00:00Z comes after 2024-04-30; NaN without a year.</summary>
    internal static double DateOf(string? date)
    {
        double value = 0;
        int digits = 0;
        foreach (char character in date.AsSpan(0, Math.Min(date?.Length ?? 0, DateCharacters)))
        {
            if (char.IsAsciiDigit(character) && digits < 14)
            {
                value = (value * 10) + (character - '0');
                digits++;
            }
        }

        return digits < 4 ? double.NaN : value * Math.Pow(10, 14 - digits);
    }

    private static byte[] KeyOf(Document document, UrlScope scope)
    {
        string? name = scope switch
        {
            UrlScope.Source => "source " + document.Source,
            UrlScope.Snapshot => "snapshot " + (document.Date is { Length: >= 7 } date ? date[..7] : "undated"),
            UrlScope.Language => "language " + (document.Language ?? "unknown"),
            UrlScope.None => null,
            _ => "",
        };
        if (name is null || UrlKey.Of(document.Url, DocumentSketcher.ScopeOf(name)) is not { } key)
        {
            return [];
        }

        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }
}
