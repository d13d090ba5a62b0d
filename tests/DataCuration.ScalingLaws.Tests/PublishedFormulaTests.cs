using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>Formulas of papers against numbers that the papers, or their code, give.</summary>
public sealed class PublishedFormulaTests
{
    /// <summary>Llama 3 8B on 15 T tokens, the example of Du et al.: grown after 6.58 B tokens.</summary>
    [Fact]
    public void Stacked_growth_of_eight_billion_parameters_begins_after_six_and_a_half_billion_tokens()
    {
        // By hand: log10 d = 0.88 * 9.903090 + 163.27 / 23.857332 - 5.74 = 9.818319.
        StackedGrowth.TokensBefore(8e9, 15e12).Should().BeApproximately(6.5814e9, 1e-4 * 6.5814e9);
        Math.Round(StackedGrowth.TokensBefore(8e9, 15e12) / 1e6).Should().Be(6581);
    }

    /// <summary>Languini's small model: six hours of an RTX 3090 at its best measured speed, batches of 128 sequences of 512 tokens.</summary>
    [Fact]
    public void Six_hours_of_the_reference_device_are_18265_steps_of_the_small_model() =>
        ComputeClass.Steps(hours: 6, tokensPerSecond: 55_416, batchTokens: 128 * 512).Should().Be(18_265);

    /// <summary>The sizes of projektor's example (1,000 and 1,500 to 10,000 samples) with losses of 1 and 0.9.</summary>
    [Fact]
    public void Log_interpolation_gives_projektors_value()
    {
        double predicted = LogInterpolation.Predict(10_000, smaller: 1_000, lossAtSmaller: 1, larger: 1_500, lossAtLarger: 0.9);

        predicted.Should().BeApproximately(0.4321126, 1e-7);
        LogInterpolation.Predict(1_000, 1_000, 1, 1_500, 0.9).Should().BeApproximately(1, 1e-12);
        LogInterpolation.Predict(1_500, 1_000, 1, 1_500, 0.9).Should().BeApproximately(0.9, 1e-12);
    }
}
