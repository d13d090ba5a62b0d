using DataCuration.Probes.Decisions;
using static DataCuration.Probes.Tests.Decisions.SampleResults;

namespace DataCuration.Probes.Tests.Decisions;

public sealed class PairedComparisonTests
{
    [Fact]
    public void Same_results_are_a_tie()
    {
        PairedDecision decision = PairedComparison.Compare([Result(1, [70, 70, 70]), Result(2, [71, 69, 72])], [Result(1, [70, 70, 70]), Result(2, [71, 69, 72])], 0);

        decision.Difference.Should().Be(0);
        decision.WinProbability.Should().Be(0.5);
        decision.IsTie.Should().BeTrue();
    }

    [Fact]
    public void Better_on_every_document_and_seed_wins_always()
    {
        PairedDecision decision = PairedComparison.Compare([Result(1, [70, 60]), Result(2, [71, 61])], [Result(1, [80, 72]), Result(2, [83, 70])], 0);

        decision.WinProbability.Should().Be(1);
        decision.IsTie.Should().BeFalse();
    }

    /// <summary>Sample deviation by hand: macros .70 and .72 nats-in-bits give sd = .02/√2 each, so 2.49 · sd · √(2/2).</summary>
    [Fact]
    public void Detectable_difference_follows_from_the_seeds()
    {
        double unit = Math.Log(2);
        PairedDecision decision = PairedComparison.Compare([Result(1, [70 * unit]), Result(2, [72 * unit])], [Result(1, [70 * unit]), Result(2, [72 * unit])], 0);

        decision.SeedDeviation.Should().BeApproximately(0.02 / Math.Sqrt(2), 1e-12);
        decision.DetectableDifference.Should().BeApproximately(2.49 * 0.02 / Math.Sqrt(2), 1e-12);
    }

    [Fact]
    public void Candidates_of_other_seeds_are_refused() =>
        FluentActions.Invoking(() => PairedComparison.Compare([Result(1, [70])], [Result(2, [70])], 0)).Should().Throw<ArgumentException>();

    [Fact]
    public void Signal_to_noise_is_spread_over_wobble()
    {
        SignalToNoise found = SignalToNoise.Of([[Result(1, [70], wobble: 0.01)], [Result(1, [77], wobble: 0.01)]], 0).Single();

        found.Signal.Should().BeApproximately(7 / 73.5, 1e-12);
        found.Ratio.Should().BeGreaterThan(SignalToNoise.Least);
    }

    [Fact]
    public void Noise_is_the_seeds_where_they_differ_more_than_the_checkpoints()
    {
        SignalToNoise found = SignalToNoise.Of([[Result(1, [70], wobble: 1e-6), Result(2, [72], wobble: 1e-6)], [Result(1, [80], wobble: 1e-6), Result(2, [82], wobble: 1e-6)]], 0).Single();

        found.Signal.Should().BeApproximately(10.0 / 76, 1e-12);
        found.Noise.Should().BeApproximately(((Math.Sqrt(2) / 71) + (Math.Sqrt(2) / 81)) / 2, 1e-12);
    }
}
