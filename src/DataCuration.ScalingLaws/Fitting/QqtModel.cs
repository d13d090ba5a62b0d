using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>
/// qqt-ed as a least-squares problem: theta = [d / dmax, ln A, ln beta, ln rho_2.., ln tau_1.., kappa], residual ln y - ln prediction, analytic Jacobian.
/// Positive parameters stay positive, d stays below 0.98 of the smallest loss; kappa is there only where it is fitted. Immutable.
/// </summary>
internal sealed class QqtModel : IResidualModel
{
    /// <summary>A prior's weight: one log-sd away costs as much as a residual of this size.</summary>
    private const double PriorScale = 1e-3;

    private const double MaxDilution = 1.5;
    private const double DilutionPriorMean = 0.8;
    private const double DilutionPriorDeviation = 0.3;

    private readonly Observation[] _observations;
    private readonly int[][] _poolOf;
    private readonly double[] _logValues;
    private readonly FitOptions _options;

    public QqtModel(IReadOnlyList<Observation> observations, IReadOnlyList<string> pools, FitOptions options, double[]? values = null)
    {
        _observations = [.. observations];
        _options = options;
        Pools = pools;
        double[] losses = values ?? observations.Select(observation => observation.Value).ToArray();
        _logValues = Array.ConvertAll(losses, Math.Log);
        MaxIrreducible = 0.98 * losses.Min();
        IsDilutionFitted = options.Dilution is null && observations.Any(IsRepeatingMixture);
        _poolOf = _observations.Select(observation => observation.Exposures.Select(exposure => IndexOf(pools, exposure.Pool)).ToArray()).ToArray();
    }

    public IReadOnlyList<string> Pools { get; }

    public double MaxIrreducible { get; }

    /// <summary>Whether kappa is a parameter: only a mixture that repeats a pool tells anything of it.</summary>
    public bool IsDilutionFitted { get; }

    public int ParameterCount => DilutionIndex + (IsDilutionFitted ? 1 : 0);

    public int DataCount => _observations.Length;

    public int ResidualCount => _observations.Length + (_options.UsePriors ? DilutionIndex - 3 + (IsDilutionFitted ? 1 : 0) : 0);

    public int DilutionIndex => 2 + (2 * Pools.Count);

    /// <summary>0 for the irreducible loss and kappa: they may reach it, where a logarithm or logit would run for ever. Others from e^-14.</summary>
    public double Lowest(int coordinate) => coordinate == 0 || coordinate == DilutionIndex ? 0 : -14;

    public double Highest(int coordinate) => coordinate == 0 ? 1 : coordinate == DilutionIndex ? MaxDilution : 14;

    public int HalfLifeIndex(int pool) => 2 + Pools.Count + pool;

    public double Weight(int residual) => residual < _observations.Length ? _observations[residual].Weight : 1;

    public string NameOf(int coordinate) => coordinate switch
    {
        0 => "irreducible",
        1 => "scale",
        2 => "exponent",
        _ when coordinate == DilutionIndex => "dilution",
        _ when coordinate < HalfLifeIndex(0) => $"rate[{Pools[coordinate - 2]}]",
        _ => $"halfLife[{Pools[coordinate - HalfLifeIndex(0)]}]",
    };

    public bool IsHalfLife(int coordinate) => coordinate >= HalfLifeIndex(0) && coordinate < DilutionIndex;

    /// <summary>A coordinate as the law states it; an infinite one, of an open interval, becomes 0, infinity or the end of its range.</summary>
    public double ValueOf(int coordinate, double theta) =>
        coordinate == 0 ? MaxIrreducible * Math.Clamp(theta, 0, 1)
        : coordinate == DilutionIndex ? Math.Clamp(theta, 0, MaxDilution)
        : Math.Exp(theta);

    public double[] StartAt(int start)
    {
        double[] theta = new double[ParameterCount];
        theta[0] = Halton.At(start, 0);
        theta[1] = -1.5 + (3 * Halton.At(start, 1));
        theta[2] = Math.Log(0.05) + (Math.Log(20) * Halton.At(start, 2));
        for (int i = 1; i < Pools.Count; i++)
        {
            theta[2 + i] = -1 + (2 * Halton.At(start, 2 + i));
        }

        for (int i = 0; i < Pools.Count; i++)
        {
            theta[HalfLifeIndex(i)] = Math.Log(50) * Halton.At(start, 2 + Pools.Count + i);
        }

        if (IsDilutionFitted)
        {
            theta[DilutionIndex] = MaxDilution * Halton.At(start, DilutionIndex);
        }

        return theta;
    }

    public double Predict(ReadOnlySpan<double> theta, int residual, double continuation)
    {
        QqtEffectiveData law = ToLaw(theta);
        double effective = 0;
        IReadOnlyList<PoolExposure> exposures = _observations[residual].Exposures;
        double total = exposures.Sum(exposure => exposure.UniqueTokens);
        for (int e = 0; e < exposures.Count; e++)
        {
            int pool = _poolOf[residual][e];
            effective += law.Pools[pool].Rate * exposures[e].UniqueTokens
                * EffectivePasses.Of(continuation * exposures[e].Epochs, law.HalfLifeIn(pool, exposures[e].UniqueTokens, total)) / QqtEffectiveData.Unit;
        }

        return law.Irreducible + (law.Scale * Math.Pow(effective, -law.Exponent));
    }

    /// <summary>The law at a point.</summary>
    public QqtEffectiveData ToLaw(ReadOnlySpan<double> theta)
    {
        PoolUtility[] pools = new PoolUtility[Pools.Count];
        for (int i = 0; i < pools.Length; i++)
        {
            pools[i] = new PoolUtility(Pools[i], i == 0 ? 1 : Math.Exp(theta[2 + i]), Math.Exp(theta[HalfLifeIndex(i)]));
        }

        return new QqtEffectiveData
        {
            Irreducible = MaxIrreducible * theta[0],
            Scale = Math.Exp(theta[1]),
            Exponent = Math.Exp(theta[2]),
            Dilution = IsDilutionFitted ? theta[DilutionIndex] : _options.Dilution ?? 0,
            Pools = pools,
        };
    }

    /// <summary>Residuals, and their derivatives when a Jacobian (row-major) is given.</summary>
    public void Evaluate(ReadOnlySpan<double> theta, Span<double> residuals, Span<double> jacobian)
    {
        QqtEffectiveData law = ToLaw(theta);
        int width = ParameterCount;
        jacobian.Clear();
        for (int n = 0; n < _observations.Length; n++)
        {
            EvaluateObservation(law, n, residuals, jacobian.IsEmpty ? jacobian : jacobian.Slice(n * width, width));
        }

        if (!_options.UsePriors)
        {
            return;
        }

        int row = _observations.Length;
        for (int i = 0; i < Pools.Count; i++, row++)
        {
            residuals[row] = PriorScale * (Math.Log(10) - theta[HalfLifeIndex(i)]) / 1.5;
            Set(jacobian, row, HalfLifeIndex(i), -PriorScale / 1.5);
        }

        for (int i = 1; i < Pools.Count; i++, row++)
        {
            residuals[row] = -PriorScale * theta[2 + i] / 1.5;
            Set(jacobian, row, 2 + i, -PriorScale / 1.5);
        }

        if (IsDilutionFitted)
        {
            residuals[row] = PriorScale * (DilutionPriorMean - theta[DilutionIndex]) / DilutionPriorDeviation;
            Set(jacobian, row, DilutionIndex, -PriorScale / DilutionPriorDeviation);
        }

        void Set(Span<double> matrix, int r, int c, double value)
        {
            if (!matrix.IsEmpty)
            {
                matrix[(r * width) + c] = value;
            }
        }
    }

    private void EvaluateObservation(QqtEffectiveData law, int n, Span<double> residuals, Span<double> gradient)
    {
        IReadOnlyList<PoolExposure> exposures = _observations[n].Exposures;
        double total = 0;
        foreach (PoolExposure exposure in exposures)
        {
            total += exposure.UniqueTokens;
        }

        double effective = 0;
        for (int e = 0; e < exposures.Count; e++)
        {
            int pool = _poolOf[n][e];
            double halfLife = law.HalfLifeIn(pool, exposures[e].UniqueTokens, total);
            effective += law.Pools[pool].Rate * exposures[e].UniqueTokens * EffectivePasses.Of(exposures[e].Epochs, halfLife) / QqtEffectiveData.Unit;
        }

        double reducible = law.Scale * Math.Pow(effective, -law.Exponent);
        double predicted = law.Irreducible + reducible;
        residuals[n] = _logValues[n] - Math.Log(predicted);
        if (gradient.IsEmpty)
        {
            return;
        }

        double share = reducible / predicted;
        gradient[0] = -MaxIrreducible / predicted;
        gradient[1] = -share;
        gradient[2] = share * law.Exponent * Math.Log(effective);
        double byEffective = share * law.Exponent / effective;
        for (int e = 0; e < exposures.Count; e++)
        {
            int pool = _poolOf[n][e];
            double halfLife = law.HalfLifeIn(pool, exposures[e].UniqueTokens, total);
            double size = law.Pools[pool].Rate * exposures[e].UniqueTokens / QqtEffectiveData.Unit;
            if (pool > 0)
            {
                gradient[2 + pool] += byEffective * size * EffectivePasses.Of(exposures[e].Epochs, halfLife);
            }

            double byHalfLife = byEffective * size * EffectivePasses.DerivativeByLogHalfLife(exposures[e].Epochs, halfLife);
            gradient[HalfLifeIndex(pool)] += byHalfLife;
            if (IsDilutionFitted)
            {
                gradient[DilutionIndex] += byHalfLife * Math.Log(total / exposures[e].UniqueTokens);
            }
        }
    }

    private static bool IsRepeatingMixture(Observation observation) => observation.Exposures.Count > 1 && observation.Exposures.Any(exposure => exposure.Epochs > 1);

    private static int IndexOf(IReadOnlyList<string> pools, string pool)
    {
        for (int i = 0; i < pools.Count; i++)
        {
            if (string.Equals(pools[i], pool, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"The pool '{pool}' is not among the fitted ones.", nameof(pool));
    }
}
