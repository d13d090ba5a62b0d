using System.Globalization;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;
using ChosenMix = DataCuration.ScalingLaws.Mixing.Mix;
using SolvedPoint = DataCuration.ScalingLaws.Mixing.FrontierPoint;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The mix and the frontier as the report shows them.</summary>
internal static class DecisionParts
{
    private const double FrontierSpan = 30;

    private static readonly Dictionary<string, string> BaselineNames = new(StringComparer.Ordinal)
    {
        ["bestSinglePool"] = "the best single pool",
        ["proportional"] = "all pools in proportion",
        ["uniform"] = "equal shares",
        ["uniMax"] = "equal shares, at most 4 epochs (UniMax)",
        ["nestedPrefix"] = "the best cut by score",
    };

    public static MixModel Mix(Recipe recipe, LawFit fit, ChosenMix mix, PoolsFile pools) => new()
    {
        BudgetFlops = recipe.Mix!.Budget,
        BudgetTokens = mix.BudgetTokens,
        ModelParameters = recipe.Mix.Budget / (6 * mix.BudgetTokens),
        PredictedLoss = new Estimate(mix.Loss, mix.LossLow, mix.LossHigh),
        ProbabilityBest = mix.ProbabilityBest,
        Pools = mix.Pools.Select(share => new Report.Model.MixPool
        {
            Name = share.Name,
            Documents = pools.Pools.First(pool => pool.Name == share.Name).Documents,
            UniqueTokens = share.UniqueTokens,
            MixTokens = share.Tokens,
            Epochs = share.Epochs,
            Share = share.Share,
            MarginalUtility = share.MarginalWorth,
        }).ToArray(),
        Baselines = mix.Baselines.Select(baseline => new MixBaseline
        {
            Name = BaselineNames.GetValueOrDefault(baseline.Name, baseline.Name),
            PredictedLoss = new Estimate(baseline.Loss),
            Difference = Difference(fit, mix, baseline),
            IsReference = baseline.Name == "proportional",
        }).ToArray(),
        Caveats = [.. mix.Labels.Select(label => new MixCaveat(Kind(label), Detail(mix, label))), .. FitCaveats(recipe, fit)],
    };

    public static FrontierModel Frontier(Recipe recipe, LawFit fit, ChosenMix mix)
    {
        MixProblem problem = new(
            fit, mix.Pools.Select(pool => new ScalingLaws.Mixing.MixPool(pool.Name, pool.UniqueTokens)).ToArray(), mix.BudgetTokens, recipe.Mix!.MaxEpochs ?? double.PositiveInfinity)
        { Method = mix.Method };
        IReadOnlyList<SolvedPoint> points = ScalingLaws.Mixing.Frontier.Compute(problem, mix.BudgetTokens / FrontierSpan, mix.BudgetTokens * FrontierSpan);
        SolvedPoint[] grid = points.Where(point => !point.IsTransition).ToArray();
        return new FrontierModel
        {
            PoolNames = mix.Pools.Select(pool => pool.Name).ToArray(),
            Points = grid.Select(point => ToModel(recipe, point.Mix)).ToArray(),
            Baselines = mix.Baselines
                .Select(baseline => baseline.Name)
                .Order(StringComparer.Ordinal)
                .Select(name => new FrontierBaseline(
                    BaselineNames.GetValueOrDefault(name, name), grid.Select(point => point.Mix.Baselines.First(baseline => baseline.Name == name).Loss).ToArray()))
                .ToArray(),
            Transitions = Transitions(recipe, points),
            ChosenBudgetFlops = recipe.Mix.Budget,
            SupportedBudgetFlops = Flops(recipe, MixSolver.ExtrapolationFactor * fit.MaxTokens),
        };
    }

    public static SliderModel Slider(Recipe recipe, LawFit fit, ChosenMix mix) => new()
    {
        LossUnit = MixModel.DefaultLossUnit,
        Irreducible = fit.Best.Irreducible,
        Scale = fit.Best.Scale,
        Exponent = fit.Best.Exponent,
        Dilution = fit.Best.Dilution,
        Unit = QqtEffectiveData.Unit,
        Pools = [.. fit.Best.Pools
            .Join(mix.Pools, utility => utility.Pool, share => share.Name, (utility, share) => new SliderPool(share.Name, share.UniqueTokens, utility.Rate, utility.HalfLife))],
        Ranking = mix.Method == MixMethod.Law ? null : [.. RankedFilling.Order(fit).Select(pool => fit.Best.Pools[pool].Pool)],
        RankedEpochs = RankedFilling.Epochs,
        MaxEpochs = recipe.Mix!.MaxEpochs,
        ModelParameters = recipe.Mix.ModelParameters,
        TokensPerParameter = recipe.Mix.TokensPerParameter,
        Budget = recipe.Mix.Budget,
        From = Flops(recipe, mix.BudgetTokens / FrontierSpan),
        To = Flops(recipe, mix.BudgetTokens * FrontierSpan),
        SupportedTokens = MixSolver.ExtrapolationFactor * fit.MaxTokens,
    };

    private static Report.Model.FrontierPoint ToModel(Recipe recipe, ChosenMix mix) => new()
    {
        BudgetFlops = Flops(recipe, mix.BudgetTokens),
        Tokens = mix.BudgetTokens,
        Loss = new Estimate(mix.Loss, mix.LossLow, mix.LossHigh),
        Epochs = mix.Pools.Select(pool => pool.Epochs).ToArray(),
        Shares = mix.Pools.Select(pool => pool.Share).ToArray(),
        ProbabilityBest = mix.ProbabilityBest,
        RunnerUp = string.Create(CultureInfo.InvariantCulture, $"{BaselineNames.GetValueOrDefault(mix.Baselines[0].Name, mix.Baselines[0].Name)}, {mix.Baselines[0].Loss - mix.Loss:+0.0000;-0.0000}"),
    };

    private static FrontierTransition[] Transitions(Recipe recipe, IReadOnlyList<SolvedPoint> points)
    {
        List<FrontierTransition> transitions = [];
        for (int i = 1; i < points.Count; i++)
        {
            if (points[i].IsTransition)
            {
                string[] before = Active(points[i - 1].Mix);
                string[] now = Active(points[i].Mix);
                string[] changes = [.. now.Except(before).Select(pool => $"pool {pool} enters"), .. before.Except(now).Select(pool => $"pool {pool} leaves")];
                transitions.Add(new FrontierTransition(new Estimate(Flops(recipe, points[i].Mix.BudgetTokens)), string.Join(", ", changes)));
            }
        }

        return [.. transitions];
    }

    private static string[] Active(ChosenMix mix) => mix.Pools.Where(pool => pool.Tokens > 0).Select(pool => pool.Name).ToArray();

    /// <summary>The compute whose budget is that many tokens: the inverse of <see cref="TrainingBudget"/>.</summary>
    private static double Flops(Recipe recipe, double tokens) => 6 * tokens * (recipe.Mix!.ModelParameters ?? tokens / recipe.Mix.TokensPerParameter);

    private static Estimate Difference(LawFit fit, ChosenMix mix, Baseline baseline)
    {
        double[] unique = InLawOrder(fit, mix, share => share.UniqueTokens);
        double[] chosen = InLawOrder(fit, mix, share => share.Tokens);
        double[] other = InLawOrder(fit, mix, share => baseline.Tokens[mix.Pools.ToList().IndexOf(share)]);
        double[] differences = fit.Draws.Select(draw => draw.Predict(unique, other) - draw.Predict(unique, chosen)).Where(double.IsFinite).Order().ToArray();
        return differences.Length == 0
            ? new Estimate(baseline.Loss - mix.Loss)
            : new Estimate(baseline.Loss - mix.Loss, Percentile.Of(differences, 0.05), Percentile.Of(differences, 0.95));
    }

    private static double[] InLawOrder(LawFit fit, ChosenMix mix, Func<PoolShare, double> value) =>
        fit.Best.Pools.Select(utility => mix.Pools.FirstOrDefault(share => share.Name == utility.Pool) is { } share ? value(share) : 0).ToArray();

    private static CaveatKind Kind(MixLabel label) => label switch
    {
        MixLabel.Extrapolated => CaveatKind.Extrapolated,
        MixLabel.Tie => CaveatKind.Tie,
        MixLabel.HalfLifeNotIdentified => CaveatKind.HalfLifeNotIdentified,
        MixLabel.LawNotBetter => CaveatKind.LawNotBetter,
        _ => CaveatKind.Capped,
    };

    private static string Detail(ChosenMix mix, MixLabel label) => string.Join(" ", mix.Notes.Where(note => label switch
    {
        MixLabel.Extrapolated => note.Contains("longest probe", StringComparison.Ordinal) || note.Contains("the probes went to", StringComparison.Ordinal),
        MixLabel.Tie => note.Contains("tie", StringComparison.Ordinal),
        MixLabel.HalfLifeNotIdentified => note.Contains("half-life", StringComparison.Ordinal),
        MixLabel.LawNotBetter => note.StartsWith("On the held-out mixtures", StringComparison.Ordinal),
        _ => note.StartsWith("With at most", StringComparison.Ordinal),
    }));

    private static IEnumerable<MixCaveat> FitCaveats(Recipe recipe, LawFit fit)
    {
        if (fit.Status == FitStatus.Unstable)
        {
            yield return new MixCaveat(CaveatKind.UnstableFit, string.Create(CultureInfo.InvariantCulture, $"{fit.AgreeingStarts} of {fit.Starts} starts reached the best point."));
        }

        if (recipe.Mix?.PinnedLaw is not null)
        {
            yield return new MixCaveat(CaveatKind.PinnedLaw);
        }
    }
}
