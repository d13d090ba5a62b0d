using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Laws;

/// <summary>
/// A function from a training run and parameters to loss. One file a law; its formula is written once, over <see cref="IReal{TSelf}"/>, so that its
/// gradient is exact. Immutable and pure.
/// </summary>
public abstract class LossLaw
{
    /// <summary>Its name in recipes, files and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its parameters in the order of the formula's vector.</summary>
    public abstract IReadOnlyList<LawParameter> Parameters { get; }

    /// <summary>Whether it uses <see cref="TrainingRun.ModelParameters"/>.</summary>
    public virtual bool UsesModelParameters => false;

    /// <summary>Whether pools of the same size can differ in worth, so that it can choose among mixes.</summary>
    public virtual bool ComparesPools => false;

    /// <summary>
    /// Whether it holds only for mixtures in which every sample is seen equally often. Other weights would let a trace of a pool lengthen the half-lives
    /// of all others.
    /// </summary>
    public virtual bool MixesUniformly => false;

    /// <summary>Whether the law claims to hold for a run; others are left out of its fits.</summary>
    public virtual bool Holds(TrainingRun run) => true;

    /// <summary>The loss.</summary>
    /// <param name="run">Pools in the law's order.</param>
    /// <param name="parameters">In the order of <see cref="Parameters"/>.</param>
    public abstract TReal Evaluate<TReal>(TrainingRun run, ReadOnlySpan<TReal> parameters)
        where TReal : struct, IReal<TReal>;

    /// <summary>The loss in plain numbers.</summary>
    public double Predict(TrainingRun run, ReadOnlySpan<double> parameters)
    {
        Span<Real> reals = stackalloc Real[parameters.Length];
        for (int i = 0; i < reals.Length; i++)
        {
            reals[i] = new Real(parameters[i]);
        }

        return Evaluate<Real>(run, reals).Value;
    }

    /// <summary>x to the power of y, for x above 0.</summary>
    protected static TReal Power<TReal>(TReal x, TReal y)
        where TReal : struct, IReal<TReal> => TReal.Exp(y * TReal.Log(x));

    /// <summary>A constant to the power of y.</summary>
    protected static TReal Power<TReal>(double x, TReal y)
        where TReal : struct, IReal<TReal> => TReal.Exp(y * TReal.Of(Math.Log(x)));

    /// <summary>
    /// Fresh passes that a number of epochs is worth when the worth of a view halves every <paramref name="halfLife"/> epochs:
    /// (1 - q^K) / (1 - q) + f q^K with q = 2^(-1/halfLife), K = floor(epochs), f = epochs - K. O(1) in the epochs.
    /// </summary>
    protected static TReal EffectivePassesOf<TReal>(double epochs, TReal halfLife)
        where TReal : struct, IReal<TReal>
    {
        double whole = Math.Floor(epochs);
        if (whole == 0)
        {
            return TReal.Of(epochs);
        }

        TReal decay = TReal.Of(-Math.Log(2)) / halfLife;
        TReal last = TReal.Exp(decay * TReal.Of(whole));
        return (TReal.ExpM1(decay * TReal.Of(whole)) / TReal.ExpM1(decay)) + (TReal.Of(epochs - whole) * last);
    }
}
