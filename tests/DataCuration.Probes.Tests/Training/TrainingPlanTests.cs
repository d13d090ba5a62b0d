using CsCheck;
using DataCuration.Probes.Models;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Training;

public sealed class TrainingPlanTests
{
    private static readonly ProbeSpec Spec = new()
    {
        Id = "plan",
        Pool = "pool",
        TokenFile = "pool.tokens",
        TokenizerFile = "tokenizer.json",
        UniqueTokens = 120_000,
        Epochs = [0.5, 1, 2, 4, 8],
        EvaluationSets = [new EvaluationSetSpec { Name = "held-out", TokenFile = "held-out.tokens" }],
    };

    [Fact]
    public void Factor_multiplies_the_rate_and_nothing_else()
    {
        ModelShape shape = ModelLadder.Find("p0")!;

        TrainingPlan plain = TrainingPlan.For(Spec, shape, 2048, 120_000);
        TrainingPlan times = TrainingPlan.For(Spec with { LearningRateFactor = 4 }, shape, 2048, 120_000);

        times.Should().BeEquivalentTo(plain with { LearningRate = 4 * plain.LearningRate });
    }

    /// <summary>With tokens enough, the rule of Porian et al. at 20 tokens a parameter: the ladder's published table.</summary>
    [Theory]
    [InlineData("p1", 29e6, 2.0e-2, 18.5e3)]
    [InlineData("p10", 210e6, 1.0e-2, 69e3)]
    [InlineData("p110", 2.2e9, 4.7e-3, 332e3)]
    public void Long_training_follows_the_published_rule(string rung, double tokens, double rate, double batch)
    {
        ModelShape shape = ModelLadder.Find(rung)!;

        TrainingPlan plan = TrainingPlan.For(
            Spec with { Epochs = [1], UniqueTokens = (long)tokens }, shape, shape.Vocabulary, (long)tokens);

        plan.LearningRate.Should().BeApproximately(rate, 0.03 * rate);
        (plan.BatchSequences * 256.0).Should().BeApproximately(batch, 0.03 * batch);
    }

    [Fact]
    public void Short_training_gets_at_least_a_hundred_steps()
    {
        TrainingPlan plan = TrainingPlan.For(Spec, ModelLadder.Find("p0")!, 2048, 120_000);

        plan.Points[0].Steps.Should().BeGreaterThanOrEqualTo(TrainingPlan.MinSteps);
        plan.BatchSequences.Should().Be(2);
        plan.LearningRate.Should().BeInRange(0.006, 0.012);
    }

    [Fact]
    public void Branches_share_the_trunk()
    {
        TrainingPlan plan = TrainingPlan.For(Spec, ModelLadder.Find("p0")!, 2048, 120_000);

        // 0.8·8 + 0.2·(0.5 + 1 + 2 + 4 + 8) = 9.5 epochs instead of 15.5.
        double epochs = (double)plan.TotalSteps * plan.BatchSequences / plan.Chunks;
        epochs.Should().BeApproximately(9.5, 0.1);
    }

    [Fact]
    public void Rate_rises_stays_and_falls()
    {
        PlannedPoint point = new(1, CooldownStart: 80, Steps: 100);

        LearningRateSchedule.Trunk(0, 10).Should().Be(0.1);
        LearningRateSchedule.Trunk(9, 10).Should().Be(1);
        LearningRateSchedule.Trunk(79, 10).Should().Be(1);
        LearningRateSchedule.Cooldown(80, point, 10).Should().Be(1);
        LearningRateSchedule.Cooldown(85, point, 10).Should().BeApproximately(0.5, 1e-12);
        LearningRateSchedule.Cooldown(99, point, 10).Should().BeInRange(0.01, 0.05);
    }

    [Fact]
    public void Every_epoch_is_a_permutation_and_positions_are_independent_of_history() =>
        Gen.Select(Gen.Int[1, 50], Gen.ULong, Gen.Int[0, 200]).Sample(static (chunks, seed, position) =>
        {
            ChunkOrder order = new(chunks, seed);
            int[] drawn = [.. Enumerable.Range(0, chunks * 2).Select(index => order.ChunkAt(index))];
            return drawn[..chunks].Order().SequenceEqual(Enumerable.Range(0, chunks))
                && drawn[chunks..].Order().SequenceEqual(Enumerable.Range(0, chunks))
                && order.ChunkAt(position) == new ChunkOrder(chunks, seed).ChunkAt(position);
        });

    [Fact]
    public void Epochs_have_different_orders()
    {
        ChunkOrder order = new(100, seed: 1);

        int[] drawn = [.. Enumerable.Range(0, 200).Select(index => order.ChunkAt(index))];

        drawn[..100].Should().NotEqual(drawn[100..]);
    }
}
