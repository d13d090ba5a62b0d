using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// The columns of synthetic documents: what <paramref name="inner"/> computed for all others, by the same code into the same folder. A stage of its own, because the
/// documents it reads exist only after those that came before have decided what is rephrased.
/// </summary>
internal sealed class SyntheticColumnStage(ColumnStage inner) : Stage
{
    public override string Name => SyntheticNames.Stage(inner.Name);

    public override string Step => CurationSteps.Rephrase;

    public override string AlgorithmVersion => inner.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Synthetic, .. inner.DependsOn.Where(stage => stage != StageNames.Ingest)];

    public override bool IsPerPart => true;

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken) =>
        inner.TasksForAsync(context, context.SyntheticParts(), cancellationToken);

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.Check(Name, TaskCounts.Sum(records.Select(record => record.Counts)) with { In = context.SyntheticCount });
        return Task.CompletedTask;
    }
}
