using System.Globalization;
using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>Puts a division of a budget beside its baselines and says how sure the choice is, whatever the law. Pure.</summary>
internal static class MixAssembly
{
    private const double TieProbability = 0.9;

    /// <summary>A share this much above the largest measured one is not beyond it.</summary>
    private const double ShareSlack = 0.01;

    /// <summary>The mix with its intervals, baselines, runner-up and labels.</summary>
    /// <param name="law">The law.</param>
    /// <param name="pools">The pools in its order.</param>
    /// <param name="filling">The chosen division.</param>
    /// <param name="budget">Tokens to divide.</param>
    /// <param name="maxEpochs">Most epochs of any pool.</param>
    /// <param name="bestFirst">Pools in the order in which nested prefixes take them.</param>
    /// <param name="rivals">Mixes of others.</param>
    /// <param name="without">The best division without a pool that is in use.</param>
    public static Mix Build(IMixLaw law, MixPool[] pools, Filling filling, double budget, double maxEpochs, int[] bestFirst, IReadOnlyList<NamedShares> rivals, Func<int, Filling> without)
    {
        double[] sizes = [.. pools.Select(pool => pool.UniqueTokens)];
        double loss = law.Loss(filling.Unique, filling.Tokens);
        double[] drawn = [.. Enumerable.Range(0, law.DrawCount).Select(draw => law.DrawLoss(draw, filling.Unique, filling.Tokens))];
        (Baseline[] baselines, double probabilityBest) = Compare(law, pools, sizes, filling, budget, bestFirst, rivals, drawn);
        (MixLabel[] labels, string[] notes) = Judge(law, pools, filling, budget, maxEpochs, probabilityBest);
        double[] sorted = [.. drawn.Order()];
        return new Mix
        {
            BudgetTokens = budget,
            Pools = Shares(law, pools, filling),
            Loss = loss,
            LossLow = sorted.Length == 0 ? loss : Math.Min(loss, Percentile.Of(sorted, 0.05)),
            LossHigh = sorted.Length == 0 ? loss : Math.Max(loss, Percentile.Of(sorted, 0.95)),
            ProbabilityBest = probabilityBest,
            Baselines = baselines,
            RunnerUp = FindRunnerUp(law, pools, filling, loss, drawn, baselines, without),
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
        IMixLaw law, MixPool[] pools, double[] sizes, Filling filling, double budget, int[] bestFirst, IReadOnlyList<NamedShares> rivals, double[] drawn)
    {
        (string Name, double[] Tokens)[] simple = [.. Baselines.All(tokens => law.Loss(sizes, Baselines.Affordable(tokens, pools, budget)), bestFirst, sizes, budget)
            .Concat(rivals.Select(rival => (rival.Name, Tokens: pools.Select(pool => budget * rival.Shares.GetValueOrDefault(pool.Name)).ToArray())))
            .Select(baseline => (baseline.Name, Baselines.Affordable(baseline.Tokens, pools, budget)))];
        // The same mix under another name is no rival.
        bool[] isSame = [.. simple.Select(baseline => IsSame(baseline.Tokens, filling.Tokens))];
        int[] wins = new int[simple.Length];
        int all = 0;
        for (int draw = 0; draw < drawn.Length; draw++)
        {
            bool beatsAll = true;
            for (int b = 0; b < simple.Length; b++)
            {
                bool isBeaten = isSame[b] || law.DrawLoss(draw, sizes, simple[b].Tokens) > drawn[draw];
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

    private static RunnerUp? FindRunnerUp(IMixLaw law, MixPool[] pools, Filling filling, double loss, double[] drawn, Baseline[] baselines, Func<int, Filling> without)
    {
        int[] present = [.. Enumerable.Range(0, pools.Length).Where(pool => pools[pool].UniqueTokens > 0)];
        double[] chosen = [.. present.Select(pool => filling.Tokens[pool])];
        RunnerUp? best = baselines
            .Where(baseline => !IsSame([.. baseline.Tokens], chosen))
            .Select(baseline => new RunnerUp(baseline.Name, baseline.Tokens, baseline.Loss, baseline.Loss - loss, baseline.ProbabilityWorse))
            .MinBy(candidate => candidate.Loss);
        foreach (int pool in present.Where(pool => filling.Tokens[pool] > 0 && pools[pool].MinShare == 0 && present.Length > 1))
        {
            Filling other = without(pool);
            double otherLoss = law.Loss(other.Unique, other.Tokens);
            if (double.IsFinite(otherLoss) && (best is null || otherLoss < best.Loss))
            {
                int worse = Enumerable.Range(0, drawn.Length).Count(draw => law.DrawLoss(draw, other.Unique, other.Tokens) > drawn[draw]);
                best = new RunnerUp($"without {pools[pool].Name}", [.. present.Select(each => other.Tokens[each])], otherLoss, otherLoss - loss, worse / (double)Math.Max(1, drawn.Length));
            }
        }

        return best;
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

        if (law.ModelDistance > MixSolver.ExtrapolationFactor)
        {
            Add(MixLabel.Extrapolated, $"The model is {law.ModelDistance:G2} times larger or smaller than any that was measured.");
        }

        double spentTokens = filling.Tokens.Sum();
        for (int pool = 0; pool < pools.Length; pool++)
        {
            double share = filling.Tokens[pool] / spentTokens;
            if (share > law.MaxShare(pool) + ShareSlack)
            {
                Add(MixLabel.Extrapolated, $"Pool {pools[pool].Name} is {share:P0} of the mix; the runs went to {law.MaxShare(pool):P0}.");
            }

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
