using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// Asks for every segment of the chosen documents. One task over all parts, so that the server never runs dry between two and one process owns the ledger; after an
/// interruption it starts again, and the ledger answers what was answered. What an answer is worth is decided in the next stage.
/// </summary>
internal sealed class RephraseStage : Stage
{
    // Segments that wait for the one before them, beside those that are being asked: answers come in any order, rows are written in theirs.
    private const int WindowPerCall = 4;

    public override string Name => StageNames.Rephrase;

    public override string Step => CurationSteps.Rephrase;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.RephraseSelection];

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<RephrasingStyle> styles = RephraseStyles.Of(context.Recipe);
        string options = StateJson.Canonical(new
        {
            rephrase = new { context.Recipe.Rephrase!.Model, styles = styles.Select(RephraseStyles.Asking), schema = ChatRequest.SchemaVersion },
            context.Recipe.Seed,
        });
        List<TaskInput> inputs = [.. context.SourceParts().Select(part => part.Input), .. context.Inputs(StageNames.RephraseSelection)];
        foreach (ResolvedFile file in context.EvaluationFiles)
        {
            inputs.Add(new TaskInput(file.RelativePath, await context.InputHashes.GetAsync(file, cancellationToken).ConfigureAwait(false)));
        }

        return [new StageTask("all", options, inputs, (task, token) => GenerateAsync(context, styles, task, token))];
    }

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.Check(Name, records[0].Counts);
        return Task.CompletedTask;
    }

    private static async Task<TaskResult> GenerateAsync(RunContext context, IReadOnlyList<RephrasingStyle> styles, TaskContext task, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.SourceParts();
        task.Progress.AddTotal(parts.Count);
        SegmentReader reader = new(context, styles, await SegmentReader.HeldOutTextsAsync(context, cancellationToken).ConfigureAwait(false));
        GenerationSession session = GenerationSession.Open(context);
        await using (session.ConfigureAwait(false))
        {
            if (context.Recipe.Rephrase!.Batch)
            {
                await session.RunBatchesAsync(Requests(reader.ReadAsync(parts, cancellationToken)), cancellationToken).ConfigureAwait(false);
            }

            SegmentRowWriter writer = new(context, parts, task);
            await MapGraph.RunAsync(
                reader.ReadAsync(parts, cancellationToken),
                async segment => (segment.Part, Row: await session.GenerateAsync(segment, styles, cancellationToken).ConfigureAwait(false)),
                (result, token) => writer.WriteAsync(result.Part, result.Row, token),
                context.Recipe.Rephrase.MaxConcurrency * WindowPerCall,
                cancellationToken).ConfigureAwait(false);
            TaskResult result = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return session.Budget.IsExhausted ? throw Exhausted(context, session, result.Counts) : result;
        }
    }

    private static async IAsyncEnumerable<ChatRequest> Requests(IAsyncEnumerable<SegmentRequest> segments)
    {
        await foreach (SegmentRequest segment in segments.ConfigureAwait(false))
        {
            if (segment.Request is { } request)
            {
                yield return request;
            }
        }
    }

    private static DiagnosticException Exhausted(RunContext context, GenerationSession session, TaskCounts counts)
    {
        RephraseOptions options = context.Recipe.Rephrase!;
        string caps = string.Join(" and ", new[]
        {
            options.MaxCost is { } cost ? string.Create(CultureInfo.InvariantCulture, $"rephrase.maxCost {cost} (spent {session.Budget.Cost:0.######})") : null,
            options.MaxTokens is { } tokens ? string.Create(CultureInfo.InvariantCulture, $"rephrase.maxTokens {tokens:0} (used {session.Budget.Spent.Total})") : null,
        }.OfType<string>());
        return new DiagnosticException(
            Diagnostic.Error(
                "DC3075",
                $"The budget is used up under {caps}. Of {counts.In} segments: {counts.Out} {SegmentRow.Answered}" +
                string.Concat(counts.Reasons.Select(reason => $", {reason.Value} {reason.Key}")) +
                ". Raise the cap and run again: nothing is paid for twice. Or take fewer documents or styles.",
                context.Work.Recipe),
            ExitCode.BudgetExhausted);
    }
}
