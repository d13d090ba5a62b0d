using DataCuration.Pipelines.Planning;
using DataCuration.Pipelines.Ranks;

namespace DataCuration.Tests.Pipelines.Ranks;

public sealed class BatchPlanTests
{
    private static readonly BatchStage[] Stages =
    [
        new("ingest", 4, null, false), new("metrics", 4, "ingest", false), new("pools", 1, "metrics", false), new("probes", 4, "pools", true),
    ];

    [Fact]
    public void What_is_left_begins_at_the_first_stage_with_a_task_to_do_and_waits_for_nothing_before_it()
    {
        // The last stage is up to date by itself, but stands behind one that is not.
        IReadOnlyList<BatchStage> left = BatchPlan.Left(Stages, Plan(0, 0, 1, 0));

        left.Should().Equal(new BatchStage("pools", 1, null, false), new BatchStage("probes", 4, "pools", true));
    }

    [Fact]
    public void Nothing_done_leaves_all_and_everything_done_leaves_nothing()
    {
        BatchPlan.Left(Stages, Plan(2, 0, 0, 0)).Should().Equal(Stages);
        BatchPlan.Left(Stages, Plan(0, 0, 0, 0)).Should().BeEmpty();
    }

    private static RunPlan Plan(params int[] tasks) =>
        new([.. Stages.Select((stage, i) => new StagePlan(stage.Name, "step", [.. Enumerable.Range(0, tasks[i]).Select(task => new PlannedTask($"{task}", "new"))], 1))], []);
}
