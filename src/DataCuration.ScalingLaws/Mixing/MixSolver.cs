using System.Globalization;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Chooses the mix for a budget and says how sure that is. Pure.</summary>
public static class MixSolver
{
    /// <summary>Budgets beyond this multiple of the longest run are labelled (and so are epochs beyond half of it).</summary>
    public const double ExtrapolationFactor = 4;

    private const double TieProbability = 0.9;

    /// <summary>The best mix.</summary>
    /// <exception cref="ArgumentException">A pool is not part of the law.</exception>
    public static Mix Solve(MixProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        QqtEffectiveData law = problem.Fit.Best;
        double[] unique = SizesFor(problem);
        double[] tokens = WaterFilling.Solve(law, unique, problem.BudgetTokens, problem.MaxEpochs);
        double[] losses = problem.Fit.Draws.Select(draw => draw.Predict(unique, tokens)).Order().ToArray();
        (Baseline[] baselines, double probabilityBest) = Compare(problem.Fit, unique, tokens, problem.BudgetTokens);
        (MixLabel[] labels, string[] notes) = Judge(problem, unique, tokens, probabilityBest);
        return new Mix
        {
            BudgetTokens = problem.BudgetTokens,
            Pools = Shares(law, unique, tokens),
            Loss = law.Predict(unique, tokens),
            LossLow = Percentile.Of(losses, 0.05),
            LossHigh = Percentile.Of(losses, 0.95),
            ProbabilityBest = probabilityBest,
            Baselines = baselines,
            Labels = labels,
            Notes = notes,
        };
    }

    private static double[] SizesFor(MixProblem problem)
    {
        double[] unique = new double[problem.Fit.Best.Pools.Count];
        foreach (MixPool pool in problem.Pools)
        {
            int index = problem.Fit.Best.Pools.ToList().FindIndex(candidate => string.Equals(candidate.Pool, pool.Name, StringComparison.Ordinal));
            unique[index >= 0 ? index : throw new ArgumentException($"The law has no pool '{pool.Name}'.", nameof(problem))] = pool.UniqueTokens;
        }

        return unique;
    }

    private static PoolShare[] Shares(QqtEffectiveData law, double[] unique, double[] tokens)
    {
        double spent = tokens.Sum();
        double active = Enumerable.Range(0, unique.Length).Where(pool => tokens[pool] > 0).Sum(pool => unique[pool]);
        return Enumerable.Range(0, unique.Length)
            .Where(pool => unique[pool] > 0)
            .Select(pool =>
            {
                double epochs = tokens[pool] / unique[pool];
                double total = tokens[pool] > 0 ? active : active + unique[pool];
                double worth = law.Pools[pool].Rate * EffectivePasses.Marginal(epochs, law.HalfLifeIn(pool, unique[pool], total));
                return new PoolShare(law.Pools[pool].Pool, unique[pool], tokens[pool], epochs, tokens[pool] / spent, worth);
            })
            .ToArray();
    }

    private static (Baseline[] Baselines, double ProbabilityBest) Compare(LawFit fit, double[] unique, double[] tokens, double budget)
    {
        (string Name, double[] Tokens)[] simple = Baselines.All(fit.Best, unique, budget).ToArray();
        int[] wins = new int[simple.Length];
        int all = 0;
        foreach (QqtEffectiveData draw in fit.Draws)
        {
            double chosen = draw.Predict(unique, tokens);
            bool beatsAll = true;
            for (int b = 0; b < simple.Length; b++)
            {
                // The same mix under another name is no rival.
                bool wins1 = IsSame(simple[b].Tokens, tokens) || draw.Predict(unique, simple[b].Tokens) > chosen;
                wins[b] += wins1 ? 1 : 0;
                beatsAll &= wins1;
            }

            all += beatsAll ? 1 : 0;
        }

        double count = Math.Max(1, fit.Draws.Count);
        Baseline[] baselines = simple
            .Select((baseline, b) => new Baseline(baseline.Name, baseline.Tokens.Where((_, pool) => unique[pool] > 0).ToArray(), fit.Best.Predict(unique, baseline.Tokens), wins[b] / count))
            .OrderBy(baseline => baseline.Loss)
            .ThenBy(baseline => baseline.Name, StringComparer.Ordinal)
            .ToArray();
        return (baselines, all / count);
    }

    private static bool IsSame(double[] left, double[] right) => left.Zip(right).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * Math.Max(1, pair.Second));

    private static (MixLabel[] Labels, string[] Notes) Judge(MixProblem problem, double[] unique, double[] tokens, double probabilityBest)
    {
        List<MixLabel> labels = [];
        List<string> notes = [];
        double longest = problem.Fit.MaxTokens;
        if (problem.BudgetTokens > ExtrapolationFactor * longest)
        {
            Add(MixLabel.Extrapolated, $"The budget of {problem.BudgetTokens:G3} tokens is {problem.BudgetTokens / longest:G2} times the longest probe ({longest:G3} tokens).");
        }

        for (int pool = 0; pool < tokens.Length; pool++)
        {
            string name = problem.Fit.Best.Pools[pool].Pool;
            double epochs = unique[pool] > 0 ? tokens[pool] / unique[pool] : 0;
            double measured = problem.Fit.MaxEpochs(name);
            if (epochs > ExtrapolationFactor / 2 * measured)
            {
                Add(MixLabel.Extrapolated, $"Pool {name} is repeated for {epochs:G3} epochs; the probes went to {measured:G3}.");
            }

            FittedParameter? halfLife = problem.Fit.Parameters.FirstOrDefault(parameter => parameter.Name == $"halfLife[{name}]");
            if (epochs > 1 && halfLife is { Status: FitStatus.NotIdentified })
            {
                Add(MixLabel.HalfLifeNotIdentified, $"Pool {name} is repeated for {epochs:G3} epochs, but no probe repeated it, so its half-life is a guess.");
            }
        }

        if (probabilityBest < TieProbability)
        {
            Add(MixLabel.Tie, $"The mix beats all baselines under {probabilityBest:P0} of the resampled laws; below {TieProbability:P0} counts as a tie.");
        }

        if (tokens.Sum() < 0.999 * problem.BudgetTokens)
        {
            Add(MixLabel.BudgetNotUsedUp, $"With at most {problem.MaxEpochs:G3} epochs the pools give {tokens.Sum():G3} of {problem.BudgetTokens:G3} tokens.");
        }

        return ([.. labels.Distinct()], [.. notes]);

        void Add(MixLabel label, FormattableString note)
        {
            labels.Add(label);
            notes.Add(note.ToString(CultureInfo.InvariantCulture));
        }
    }
}
