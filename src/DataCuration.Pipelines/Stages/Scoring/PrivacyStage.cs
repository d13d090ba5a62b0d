using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Privacy;

namespace DataCuration.Pipelines.Stages;

/// <summary>Where private data lies in every document, and what will replace it. The text itself changes when the dataset is written.</summary>
internal sealed class PrivacyStage : ColumnStage
{
    /// <summary>The column with the number of finds.</summary>
    public const string Finds = "privacy.finds";

    public override string Name => StageNames.Privacy;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    protected override string Options(RunContext context) => StateJson.Canonical(context.Recipe.Privacy! with { MaxFinds = null });

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        PrivacyOptions options = context.Recipe.Privacy!;
        WorkerPool<PersonalDataScanner> workers = new(() => new PersonalDataScanner(options));
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => workers.Use(scanner => Scan(scanner, documents)));
    }

    private static IReadOnlyList<Column> Scan(PersonalDataScanner scanner, IReadOnlyList<Document> documents)
    {
        int[] finds = new int[documents.Count];
        byte[][] edits = new byte[documents.Count][];
        for (int i = 0; i < finds.Length; i++)
        {
            finds[i] = scanner.Scan(documents[i].Text.Span).Count;
            edits[i] = finds[i] == 0 ? [] : TextEdits.Encode(scanner.Edits(documents[i].Id));
        }

        return [new Column<int>(Finds, finds), new Column<byte[]>(StageNames.Privacy + TextEdits.ColumnSuffix, edits)];
    }
}
