using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>Answers to documents: the checks, then joining. Asks nothing of any server, so a changed threshold costs no token.</summary>
internal sealed class SyntheticStage : Stage
{
    private readonly Lock _gate = new();
    private GenerationLedger? _ledger;
    private Task<OutputJudge>? _judge;

    public override string Name => StageNames.Synthetic;

    public override string Step => CurationSteps.Rephrase;

    public override string AlgorithmVersion => "2";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Classifier, StageNames.Rephrase, StageNames.AnswerThresholds];

    public override bool HasManyTasks => true;

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<RephrasingStyle> styles = RephraseStyles.Of(context.Recipe);
        string options = StateJson.Canonical(new
        {
            rephrase = new { context.Recipe.Rephrase!.FailedSegments, context.Recipe.Rephrase.Model, styles = styles.Select(RephraseStyles.Asking) },
            checks = styles.Select(RephraseStyles.Accepting),
            measures = OutputMeasures.Options(context.Recipe),
            context.Recipe.Seed,
        });
        TaskInput[] shared = [.. await OutputMeasures.InputsAsync(context, cancellationToken).ConfigureAwait(false), .. context.Inputs(StageNames.AnswerThresholds)];
        return [.. context.SourceParts().Select(part => new StageTask(
            part.Name,
            options,
            [part.Input, context.Input(StageNames.Rephrase, context.Work.Columns(StageNames.Rephrase, part.Name)), .. shared],
            async (task, token) => await new SyntheticPart(context, styles, await JudgeAsync(context, token).ConfigureAwait(false), part).WriteAsync(task, token).ConfigureAwait(false)))];
    }

    public override async Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync().ConfigureAwait(false);
            (_ledger, _judge) = (null, null);
        }

        TaskCounts counts = TaskCounts.Sum(records.Select(record => record.Counts));
        Conservation.Check(Name, counts);
        if (counts.In > 0 && counts.Out == 0)
        {
            string reasons = string.Join(", ", counts.Reasons.OrderByDescending(reason => reason.Value).Take(3).Select(reason => $"{reason.Key} x{reason.Value}"));
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3084", $"Not one of {counts.In} rephrased texts passed the checks; most often: {reasons}. Look at the answers in the quarantine folder: " +
                    "the model, its chat template or the style's prompt does not fit.", context.Work.Root),
                ExitCode.Failed);
        }
    }

    // One index, one model and one table of terms for all parts; disposed after the last.
    private Task<OutputJudge> JudgeAsync(RunContext context, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ledger ??= GenerationLedger.OpenRead(GenerationSession.LedgerFolder(context));
            return _judge ??= OutputJudge.OpenAsync(context, _ledger, cancellationToken);
        }
    }
}
