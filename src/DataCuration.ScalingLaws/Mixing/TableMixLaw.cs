using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Any fitted law as the choice of a mix sees it.</summary>
internal sealed class TableMixLaw(TableFit fit, double modelParameters) : IMixLaw
{
    private const double DerivativeStep = 1e-6;

    private readonly double[] _best = [.. fit.Parameters.Select(parameter => parameter.Value)];

    public IReadOnlyList<string> Pools => fit.Pools;

    public int DrawCount => fit.Draws.Count;

    public double MaxTokens { get; } = fit.Observations.Max(observation => observation.Tokens);

    public double ModelDistance { get; } = fit.LossLaw.UsesModelParameters && modelParameters > 0
        ? Math.Max(modelParameters / fit.Observations.Max(observation => observation.ModelParameters), fit.Observations.Min(observation => observation.ModelParameters) / modelParameters)
        : 1;

    public double Loss(double[] unique, double[] tokens) => LossUnder(_best, unique, tokens);

    public double DrawLoss(int draw, double[] unique, double[] tokens) => LossUnder(fit.Draws[draw], unique, tokens);

    /// <summary>How much one more token lowers the loss, as a multiple of what one of the best pool does; 0 where it lowers nothing.</summary>
    public double[] MarginalWorth(double[] unique, double[] tokens)
    {
        double loss = Loss(unique, tokens);
        double step = DerivativeStep * tokens.Sum();
        double[] falls = new double[tokens.Length];
        for (int pool = 0; pool < falls.Length; pool++)
        {
            double[] more = [.. tokens];
            more[pool] += step;
            falls[pool] = unique[pool] > 0 ? Math.Max(0, loss - Loss(unique, more)) : 0;
        }

        double most = falls.Max();
        return Array.ConvertAll(falls, fall => most > 0 ? fall / most : 0);
    }

    public double MaxEpochs(int pool) => fit.Observations
        .SelectMany(observation => observation.Exposures)
        .Where(exposure => string.Equals(exposure.Pool, fit.Pools[pool], StringComparison.Ordinal))
        .Select(exposure => exposure.Epochs)
        .DefaultIfEmpty(0)
        .Max();

    public double MaxShare(int pool) => fit.Observations.Max(observation => observation.ShareOf(fit.Pools[pool]));

    public bool IsHalfLifeUnknown(int pool) => fit.Parameters.Any(parameter =>
        parameter.Status == FitStatus.NotIdentified && (parameter.Name == $"halfLife[{fit.Pools[pool]}]" || !parameter.Name.Contains('[', StringComparison.Ordinal)));

    private double LossUnder(double[] parameters, double[] unique, double[] tokens)
    {
        if (!(tokens.Sum() > 0))
        {
            return double.PositiveInfinity;
        }

        double loss = fit.LossLaw.Predict(new TrainingRun(unique, tokens, modelParameters), parameters);
        return double.IsNaN(loss) ? double.PositiveInfinity : loss;
    }
}
