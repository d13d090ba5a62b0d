using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>The laws with repetition on 182 language-model runs (Muennighoff et al. 2023).</summary>
public sealed class RepetitionFitTests
{
    private static readonly Measurement[] Runs = [.. Table.Read("datablations_c4_182.csv")
        .Select(row => new Measurement(TrainingRun.OfOnePool(row.Number("tokens"), row.Number("unique_tokens"), row.Number("params")), row.Number("val_loss")))];

    private static readonly Dictionary<string, double> Published = new()
    {
        ["E"] = Math.Exp(0.6254804),
        ["A"] = Math.Exp(6.255414),
        ["B"] = Math.Exp(7.3049974),
        ["alpha"] = 0.3526596,
        ["beta"] = 0.3526596,
    };

    [Theory]
    [InlineData(6.34e9, 242e9, 2.2256440889984477)]
    [InlineData(8.67e9, 178e9, 2.2269634075087867)]
    public void Data_constrained_law_has_the_published_values(double model, double tokens, double loss)
    {
        double[] parameters = [Published["E"], Published["A"], Published["B"], Published["alpha"], Published["beta"], 15.387756, 5.309743];

        new DataConstrained().Predict(TrainingRun.OfOnePool(tokens, 25e9, model), parameters).Should().BeApproximately(loss, 1e-12 * loss);
    }

    [Fact]
    public void Published_repetition_constants_are_beaten_and_found_flat()
    {
        double[] parameters = [Published["E"], Published["A"], Published["B"], Published["alpha"], Published["beta"], 15.387756, 5.309743];
        CurveFitter.Objective(new DataConstrained(), parameters, Runs).Should().BeApproximately(0.0158259, 5e-8);

        CurveFit fit = CurveFitter.Fit(new DataConstrained(), Runs, new CurveFitOptions { Fixed = Published });

        fit.Objective.Should().BeLessThanOrEqualTo(0.015806);
        fit.ParameterStatus[5].Should().Be(FitStatus.Flat);
        fit.ParameterStatus[6].Should().Be(FitStatus.Flat);
    }

    [Theory]
    [InlineData("chinchilla", 0.00896)]
    [InlineData("half-life", 0.00658)]
    [InlineData("data-constrained", 0.00658)]
    [InlineData("overfit-penalty", 0.00514)]
    public void Free_fit_reaches_the_reference(string name, double objective)
    {
        LossLaw law = name switch
        {
            "chinchilla" => new Chinchilla(),
            "half-life" => new HalfLifeData(),
            "data-constrained" => new DataConstrained(),
            _ => new OverfitPenalty(),
        };

        CurveFit fit = CurveFitter.Fit(law, Runs, new CurveFitOptions { FindFlat = false });

        fit.Objective.Should().BeLessThanOrEqualTo(objective);
    }

    [Fact]
    public void Fit_is_the_same_to_the_last_bit_whatever_the_threads_do()
    {
        CurveFit[] fits = [.. Enumerable.Range(0, 3).Select(_ => CurveFitter.Fit(new HalfLifeData(), Runs, new CurveFitOptions { Starts = 16, FindFlat = false }))];

        fits.Should().OnlyContain(fit => fit.Parameters.SequenceEqual(fits[0].Parameters));
    }
}
