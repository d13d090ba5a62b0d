using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Report;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The page that lets people see the decision. Reads columns and ledgers in one pass, and the texts of the examples it shows.</summary>
internal sealed class ReportStage : Stage
{
    public override string Name => StageNames.Report;

    public override string Step => CurationSteps.Report;

    public override string AlgorithmVersion => "2";

    public override IReadOnlyList<string> DependsOn =>
    [
        StageNames.Ingest, StageNames.Metrics, StageNames.Classifier, StageNames.Quality, StageNames.Tokens, StageNames.Clusters, StageNames.Prune, StageNames.Rephrase, StageNames.Synthetic, StageNames.Pools,
        StageNames.Probes, StageNames.Law, StageNames.Mix, .. RepeatMethod.Names, StageNames.Dataset, StageNames.Manifest,
    ];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        string options = StateJson.Canonical(new { recipe = Fingerprint.OfText(RecipeWriter.ToCanonicalJson(context.Recipe)) });
        TaskInput[] inputs = DependsOn.SelectMany(context.Inputs).ToArray();
        return ValueTask.FromResult<IReadOnlyList<StageTask>>([new StageTask("all", options, inputs, (_, token) => WriteAsync(context, token))]);
    }

    public static async Task<TaskResult> WriteAsync(RunContext context, CancellationToken cancellationToken)
    {
        ReportModel model = await ReportModelBuilder.BuildAsync(context, cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(context.Work.Report, ReportRenderer.Render(model), cancellationToken).ConfigureAwait(false);
        return new TaskResult([context.Work.Report], new TaskCounts());
    }
}
