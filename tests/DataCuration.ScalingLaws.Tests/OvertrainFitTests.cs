using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>Small models predict large and over-trained ones as well, and as badly, as published (Gadre et al. 2024).</summary>
public sealed class OvertrainFitTests
{
    private const double SmallModel = 2e7;

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Models = Table.Read("overtraining_104.csv");

    [Theory]
    [InlineData("rpj", 1.4e9, 640, 0.7103)]
    [InlineData("rpj", 6.9e9, 20, 0.7320)]
    [InlineData("c4_original", 6.9e9, 20, 4.295)]
    public void Five_small_models_predict_the_loss_of_a_large_one(string dataset, double parameters, double multiplier, double percent)
    {
        CurveFit fit = FitOf(dataset);
        IReadOnlyDictionary<string, string> target = Find(dataset, parameters, multiplier);

        double predicted = fit.Predict(RunOf(target));

        double measured = target.Number("loss_c4_val");
        (100 * Math.Abs(predicted - measured) / measured).Should().BeApproximately(percent, percent > 1 ? 0.01 : 0.002);
    }

    [Theory]
    [InlineData(1.4e9, 640, 3.6365)]
    [InlineData(6.9e9, 20, 0.0464)]
    public void Six_models_predict_the_task_error_of_a_large_one(double parameters, double multiplier, double percent)
    {
        IReadOnlyDictionary<string, string>[] models = [.. Small("rpj"), Find("rpj", 1.4e9, 20)];
        Measurement[] errors = [.. models.Select(model => new Measurement(TrainingRun.OfOnePool(model.Number("loss_c4_val")), model.Number("err_avg17")))];
        CurveFit toError = CurveFitter.Fit(new LossToError(), errors, new CurveFitOptions { Loss = FitLoss.Squared, FindFlat = false });
        IReadOnlyDictionary<string, string> target = Find("rpj", parameters, multiplier);

        double predicted = toError.Predict(TrainingRun.OfOnePool(FitOf("rpj").Predict(RunOf(target))));

        double measured = target.Number("err_avg17");
        (100 * Math.Abs(predicted - measured) / measured).Should().BeApproximately(percent, 0.01);
    }

    [Fact]
    public void Models_trained_on_less_than_20_tokens_a_parameter_are_left_out_and_named()
    {
        Observation[] runs = [.. Models.Where(model => model["train_dataset"] == "c4_original").Select((model, n) => new Observation
        {
            Run = FormattableString.Invariant($"{n:D3}-M{model.Number("token_multiplier_M")}"),
            Exposures = [new PoolExposure("all", model.Number("tokens"), model.Number("tokens"))],
            ModelParameters = model.Number("params_total"),
            Value = model.Number("loss_c4_val"),
        })];

        TableFit fit = TableFitter.Fit("overtrain", runs, new TableFitOptions { Search = new CurveFitOptions { Starts = 8, FindFlat = false }, Resamples = 10, Profiles = false });

        string[] small = [.. runs.Where(run => run.Tokens / run.ModelParameters < 19.8).Select(run => run.Run)];
        small.Should().NotBeEmpty();
        fit.LeftOut.Should().BeEquivalentTo(small);
        fit.Observations.Should().HaveCount(runs.Length - small.Length);
    }

    private static CurveFit FitOf(string dataset) =>
        CurveFitter.Fit(new Overtrain(), [.. Small(dataset).Select(model => new Measurement(RunOf(model), model.Number("loss_c4_val")))], new CurveFitOptions { Loss = FitLoss.Squared, FindFlat = false });

    // 11 M, 79 M, 154 M and 411 M at 20 tokens a parameter, and 11 M at 320.
    private static IEnumerable<IReadOnlyDictionary<string, string>> Small(string dataset) => Models.Where(model =>
        model["train_dataset"] == dataset && model.Number("params_total") < 5e8
        && (model.Number("token_multiplier_M") == 20 || (model.Number("token_multiplier_M") == 320 && model.Number("params_total") < SmallModel)));

    private static IReadOnlyDictionary<string, string> Find(string dataset, double parameters, double multiplier) =>
        Models.Single(model => model["train_dataset"] == dataset && Math.Abs(model.Number("params_total") / parameters - 1) < 0.1 && model.Number("token_multiplier_M") == multiplier);

    private static TrainingRun RunOf(IReadOnlyDictionary<string, string> model) => TrainingRun.OfOnePool(model.Number("tokens"), modelParameters: model.Number("params_total"));
}
