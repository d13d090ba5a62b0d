using System.Globalization;
using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Puts a division of a budget beside its baselines and says how sure the choice is, whatever the law. Pure.</summary>
internal static class MixAssembly
{
    private const double TieProbability = 0.9;

    /// <summary>The mix with its intervals, baselines and labels.</summary>
    public static Mix Build(IMixLaw law, MixPool[] pools, Filling filling, double budget, double maxEpochs, int[] bestFirst)
    {
        double[] sizes = [.. pools.Select(pool => pool.UniqueTokens)];
        double loss = law.Loss(filling.Unique, filling.Tokens);
        double[] drawn = [.. Enumerable.Range(0, law.DrawCount).Select(draw => law.DrawLoss(draw, filling.Unique, filling.Tokens))];
        (Baseline[] baselines, double probabilityBest) = Compare(law, pools, sizes, filling, budget, bestFirst, drawn);
        (MixLabel[] labels, string[] notes) = Judge(law, pools, filling, budget, maxEpochs, probabilityBest);
        double[] sorted = [.. drawn.Order()];
        return new Mix
        {
            BudgetTokens = budget,
            Pools = Shares(law, pools, filling),
            Loss = loss,
            LossLow = Percentile.Of(sorted, 0.05),
            LossHigh = Percentile.Of(sorted, 0.95),
            ProbabilityBest = probabilityBest,
            Baselines = baselines,
            Labels = labels,
            Notes = notes,
        };
    }

    private static PoolShare[] Shares(IMixLaw law, MixPool[] pools, Filling filling)
    {
        double spent = filling.Tokens.Sum();
        double[] worth = law.MarginalWorth(filling.Unique, filling.Tokens);
        return [.. Enumerable.Range(0, pools.Length)
            .Where(pool => pools[pool].UniqueTokens > 0)
            .Select(pool => new PoolShare(
                pools[pool].Name,
                pools[pool].UniqueTokens,
                filling.Tokens[pool],
                filling.Tokens[pool] / pools[pool].UniqueTokens,
                filling.Tokens[pool] / spent,
                worth[pool],
                pools[pool].CostPerUniqueToken > 0 ? filling.Unique[pool] : null))];
    }

    private static (Baseline[] Baselines, double ProbabilityBest) Compare(
        IMixLaw law, MixPool[] pools, double[] sizes, Filling filling, double budget, int[] bestFirst, double[] drawn)
    {
        (string Name, double[] Tokens)[] simple = [.. Baselines.All(tokens => law.Loss(sizes, Baselines.Affordable(tokens, pools, budget)), bestFirst, sizes, budget)
            .Select(baseline => (baseline.Name, Baselines.Affordable(baseline.Tokens, pools, budget)))];
        int[] wins = new int[simple.Length];
        int all = 0;
        for (int draw = 0; draw < drawn.Length; draw++)
        {
            bool beatsAll = true;
            for (int b = 0; b < simple.Length; b++)
            {
                // The same mix under another name is no rival.
                bool isBeaten = IsSame(simple[b].Tokens, filling.Tokens) || law.DrawLoss(draw, sizes, simple[b].Tokens) > drawn[draw];
                wins[b] += isBeaten ? 1 : 0;
                beatsAll &= isBeaten;
            }

            all += beatsAll ? 1 : 0;
        }

        double count = Math.Max(1, drawn.Length);
        Baseline[] baselines = [.. simple
            .Select((baseline, b) => new Baseline(baseline.Name, [.. baseline.Tokens.Where((_, pool) => sizes[pool] > 0)], law.Loss(sizes, baseline.Tokens), wins[b] / count))
            .OrderBy(baseline => baseline.Loss)
            .ThenBy(baseline => baseline.Name, StringComparer.Ordinal)];
        return (baselines, all / count);
    }

    private static bool IsSame(double[] left, double[] right) => left.Zip(right).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * Math.Max(1, pair.Second));

    private static (MixLabel[] Labels, string[] Notes) Judge(IMixLaw law, MixPool[] pools, Filling filling, double budget, double maxEpochs, double probabilityBest)
    {
        List<MixLabel> labels = [];
        List<string> notes = [];
        double longest = law.MaxTokens;
        if (budget > MixSolver.ExtrapolationFactor * longest)
        {
            Add(MixLabel.Extrapolated, $"The budget of {budget:G3} tokens is {budget / longest:G2} times the longest probe ({longest:G3} tokens).");
        }

        for (int pool = 0; pool < pools.Length; pool++)
        {
            double epochs = filling.Unique[pool] > 0 ? filling.Tokens[pool] / filling.Unique[pool] : 0;
            double measured = law.MaxEpochs(pool);
            if (epochs > MixSolver.ExtrapolationFactor / 2 * measured)
            {
                Add(MixLabel.Extrapolated, $"Pool {pools[pool].Name} is repeated for {epochs:G3} epochs; the probes went to {measured:G3}.");
            }

            if (epochs > 1 && law.IsHalfLifeUnknown(pool))
            {
                string why = measured < 2 ? "no probe repeated it" : "shorter windows of the same probes give quite another";
                Add(MixLabel.HalfLifeNotIdentified, $"Pool {pools[pool].Name} is repeated for {epochs:G3} epochs, but {why}, so its half-life is a guess.");
            }
        }

        if (probabilityBest < TieProbability)
        {
            Add(MixLabel.Tie, $"The mix beats all baselines under {probabilityBest:P0} of the resampled laws; below {TieProbability:P0} counts as a tie.");
        }

        double spent = filling.Tokens.Select((tokens, pool) => tokens + (pools[pool].CostPerUniqueToken * filling.Unique[pool])).Sum();
        if (spent < 0.999 * budget)
        {
            Add(MixLabel.BudgetNotUsedUp, $"With at most {maxEpochs:G3} epochs the pools give {spent:G3} of {budget:G3} tokens.");
        }

        return ([.. labels.Distinct()], [.. notes]);

        void Add(MixLabel label, FormattableString note)
        {
            labels.Add(label);
            notes.Add(note.ToString(CultureInfo.InvariantCulture));
        }
    }
}
