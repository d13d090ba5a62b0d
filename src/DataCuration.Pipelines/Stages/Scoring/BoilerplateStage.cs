using DataCuration.Deduplication.Boilerplate;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>Which lines of every document are its domain's boilerplate. They are cut when the dataset is written.</summary>
internal sealed class BoilerplateStage : ColumnStage
{
    /// <summary>The column with the number of boilerplate lines.</summary>
    public const string Lines = "boilerplate.lines";

    /// <summary>The column with their share of the text's bytes.</summary>
    public const string Share = "boilerplate.share";

    /// <summary>The column that marks a page of too much boilerplate to cut it: 1 or 0.</summary>
    public const string Template = "boilerplate.template";

    // Read once for all parts.
    private Lazy<BoilerplateLines>? _lines;

    public override string Name => StageNames.Boilerplate;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.BoilerplateLines];

    protected override string Options(RunContext context) => StateJson.Canonical(context.Recipe.Boilerplate! with { DropTemplates = true });

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context)
    {
        string path = BoilerplateLinesStage.LinesPath(context);
        _lines = new Lazy<BoilerplateLines>(() => BoilerplateLines.Read(path));
        return [.. context.Inputs(StageNames.BoilerplateLines)];
    }

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        BoilerplateOptions options = context.Recipe.Boilerplate!;
        WorkerPool<BoilerplateFinder> workers = new(() => new BoilerplateFinder(_lines!.Value, options));
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => workers.Use(finder => Find(finder, documents)));
    }

    private static IReadOnlyList<Column> Find(BoilerplateFinder finder, IReadOnlyList<Document> documents)
    {
        BoilerplateFinds[] finds = [.. documents.Select(document => finder.Find(BoilerplateLinesStage.DomainOf(document), document.Text.Span))];
        return
        [
            new Column<int>(Lines, Array.ConvertAll(finds, find => find.Lines)),
            new Column<double>(Share, Array.ConvertAll(finds, find => find.Share)),
            new Column<int>(Template, Array.ConvertAll(finds, find => find.IsTemplate ? 1 : 0)),
            new Column<byte[]>(StageNames.Boilerplate + TextEdits.ColumnSuffix, Array.ConvertAll(finds, find => TextEdits.Encode(find.Edits ?? []))),
        ];
    }
}
