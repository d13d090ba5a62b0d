using System.CommandLine;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Mixtures;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate mix LAW.json --budget C</c>: the best mix, and the frontier around it.</summary>
internal static class MixCommand
{
    /// <summary>The frontier reaches from a thirtieth of the first budget to thirty times as much.</summary>
    private const double FrontierSpan = 30;

    public static Command Create(ToolConsole console)
    {
        Argument<string> law = new("law") { Description = "A law.json that run or fit wrote." };
        Option<double[]> budget = new("--budget")
        {
            Description = "Training compute in FLOPs; may be repeated.",
            HelpName = "C",
            DefaultValueFactory = _ => [],
        };
        Option<double[]> length = new("--tokens")
        {
            Description = "In place of --budget: how much the training sees, in the unit of the law's table (tokens, samples); may be repeated.",
            HelpName = "D",
            DefaultValueFactory = _ => [],
        };
        Option<double?> parameters = new("--model-parameters")
        {
            Description = "Parameters of the model to be trained. Default: compute-optimal at 20 tokens a parameter.",
            HelpName = "N",
        };
        Option<string[]> pools = new("--pool")
        {
            Description = "Unique tokens of a pool; repeat for each. Default: as many as the largest run of the law saw.",
            HelpName = "NAME=TOKENS",
            DefaultValueFactory = _ => [],
        };
        Option<string[]> shares = new("--pool-share")
        {
            Description = "Least and most part of the budget for a pool; a least part above 0 makes it required. Repeat for each.",
            HelpName = "NAME=LEAST..MOST",
            DefaultValueFactory = _ => [],
        };
        Option<string[]> poolEpochs = new("--pool-max-epochs") { Description = "Most epochs of one pool; repeat for each.", HelpName = "NAME=E", DefaultValueFactory = _ => [] };
        Option<string[]> costs = new("--pool-cost")
        {
            Description = "FLOPs that preparing a unique token of a pool costs, such as rephrasing it; taken out of the budget. Repeat for each. qqt-ed only.",
            HelpName = "NAME=FLOPS",
            DefaultValueFactory = _ => [],
        };
        Option<double?> spent = new("--spent") { Description = "FLOPs of the budget that scoring and probing have used up.", HelpName = "FLOPS" };
        Option<double?> maxEpochs = new("--max-epochs") { Description = "Most epochs of any pool. Default: no limit.", HelpName = "E" };
        Option<MixMethodChoice> method = new("--method")
        {
            Description = "What the mix follows: auto, law or ranking. Default: the law, unless it predicted held-out mixtures no better than the pools' rank at the longest probe.",
        };
        Option<string?> output = new("--out") { Description = "Write the mix for the first budget here.", HelpName = "FILE" };
        Option<string?> byScore = new("--by-score")
        {
            Description = "Pools that are quantiles of one score, the best first: divides each into tenths and says how often the documents of each are read. qqt-ed only.",
            HelpName = "NAME,NAME,...",
        };
        Option<bool> regMix = new("--regmix") { Description = "Show what RegMix (boosted trees over the shares of at least 30 mixtures) would choose as one more baseline." };
        Option<bool> strict = new("--strict") { Description = "Fail (exit code 5) when the budget is beyond what was measured." };
        Option<bool> frontier = new("--frontier") { Description = "Print the frontier around the first budget as CSV instead." };
        Option<bool> json = new("--json") { Description = "Print the mixes as a JSON array." };
        Command command = new("mix", "Chooses the best mix of a law's pools for a budget.") { law, budget, length, parameters, pools, shares, poolEpochs, costs, spent, maxEpochs, method, byScore, regMix, output, strict, frontier, json };
        command.SetAction(parse =>
        {
            string path = parse.GetRequiredValue(law);
            (double[] budgets, double[] lengths) = (parse.GetValue(budget) ?? [], parse.GetValue(length) ?? []);
            CheckOneOf(budgets, lengths, parse.GetValue(spent));
            CheckPositive("--budget", budgets);
            CheckPositive("--tokens", lengths);
            CheckPositive("--model-parameters", parse.GetValue(parameters));
            CheckPositive("--max-epochs", parse.GetValue(maxEpochs));
            CheckPositive("--spent", parse.GetValue(spent));
            LawFile file = LawFile.Read(path);
            MixPool[] sizes = PoolSizes.WithLimits(
                PoolSizes.Read(file, parse.GetValue(pools) ?? []), parse.GetValue(shares) ?? [], parse.GetValue(poolEpochs) ?? [], parse.GetValue(costs) ?? []);
            CheckLaw(file, path, sizes);
            MixPool[]? scored = parse.GetValue(byScore) is { } order ? PoolSizes.ByScore(file, path, sizes, order) : null;
            double most = parse.GetValue(maxEpochs) ?? double.PositiveInfinity;
            (double Tokens, double Model, MixPool[] Pools)[] problems =
            [
                .. budgets.Select(flops => Problem(flops, parse.GetValue(spent) ?? 0, parse.GetValue(parameters), sizes)),
                .. lengths.Select(tokens => ProblemOfLength(tokens, parse.GetValue(parameters), sizes)),
            ];
            Mix[] mixes = [.. problems.Select(problem => file.Solve(
                problem.Pools,
                problem.Tokens,
                most,
                problem.Model,
                TrainingBudget.MethodOf(parse.GetValue(method)),
                parse.GetValue(regMix) ? [RegMix.Propose(file.Observations, problem.Pools, problem.Tokens, most)] : []))];
            if (parse.GetValue(output) is { } target)
            {
                OutputFile.Write(target, mixes[0].ToJson());
            }

            if (parse.GetValue(frontier))
            {
                (double tokens, double model, MixPool[] limited) = problems[0];
                console.Output.Write(Frontier.ToCsv(file.Frontier(limited, tokens / FrontierSpan, tokens * FrontierSpan, most, model, TrainingBudget.MethodOf(parse.GetValue(method)))));
            }
            else if (scored is not null)
            {
                PrintSlices(console.Output, ScoreSlices.Solve(file.EffectiveData!.Best, scored, problems[0].Tokens, most));
            }
            else if (parse.GetValue(json))
            {
                console.Output.WriteLine($"[{string.Join(",\n", mixes.Select(mix => mix.ToJson().TrimEnd()))}]");
            }
            else
            {
                for (int i = 0; i < mixes.Length; i++)
                {
                    Print(console.Output, i < budgets.Length ? budgets[i] : null, mixes[i]);
                }
            }

            foreach (string note in mixes.SelectMany(mix => mix.Notes).Distinct())
            {
                console.Error.WriteLine(Diagnostic.Warning("DC4022", note, path).ToString());
            }

            return (int)mixes.Max(mix => mix.SuggestedExitCode(parse.GetValue(strict)));
        });
        return command;
    }

    private static (double Tokens, double Model, MixPool[] Pools) Problem(double flops, double spent, double? modelParameters, MixPool[] pools)
    {
        if (spent >= flops)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC2053", FormattableString.Invariant($"--spent is {spent:G4} of a budget of {flops:G4} FLOPs; expected less than the budget.")), ExitCode.Usage);
        }

        double tokens = TrainingBudget.TokensOf(new MixOptions { Budget = flops - spent, ModelParameters = modelParameters }).Value;
        return (tokens, (flops - spent) / (6 * tokens), WithCostsInTokens(pools, (flops - spent) / (6 * tokens)));
    }

    private static (double Tokens, double Model, MixPool[] Pools) ProblemOfLength(double tokens, double? modelParameters, MixPool[] pools)
    {
        double model = modelParameters ?? (tokens / new MixOptions { Budget = 1 }.TokensPerParameter);
        return (tokens, model, WithCostsInTokens(pools, model));
    }

    // A token of training costs 6 N FLOPs.
    private static MixPool[] WithCostsInTokens(MixPool[] pools, double model) => [.. pools.Select(pool => pool with { CostPerUniqueToken = pool.CostPerUniqueToken / (6 * model) })];

    private static void CheckOneOf(double[] budgets, double[] lengths, double? spent)
    {
        string? problem = budgets.Length == 0 && lengths.Length == 0 ? "Neither --budget nor --tokens is given. State the training compute in FLOPs, or what the training sees in the unit of the law's table."
            : budgets.Length > 0 && lengths.Length > 0 ? "--budget and --tokens are both given. Keep one: they say the same in two units."
            : lengths.Length > 0 && spent is not null ? "--spent is FLOPs of a --budget; with --tokens, state what is left."
            : null;
        if (problem is not null)
        {
            throw new DiagnosticException(Diagnostic.Error("DC2050", problem), ExitCode.Usage);
        }
    }

    private static void CheckLaw(LawFile file, string path, MixPool[] pools)
    {
        if (file.Table is not { } table)
        {
            return;
        }

        string? problem = !table.LossLaw.ComparesPools
            ? $"The law '{table.Law}' does not tell pools apart, so it cannot choose a mix. Fit qqt-ed, qqt, qqt-data, mixture-repetition, infolaw, loglinear or effective-mix."
            : pools.Any(pool => pool.CostPerUniqueToken > 0)
                ? $"--pool-cost is weighed under qqt-ed only; this law is '{table.Law}'."
                : null;
        if (problem is not null)
        {
            throw new DiagnosticException(Diagnostic.Error("DC4034", problem, path), ExitCode.Usage);
        }
    }

    private static void CheckPositive(string option, params ReadOnlySpan<double?> values)
    {
        foreach (double? value in values)
        {
            if (value is { } number && !(number > 0 && double.IsFinite(number)))
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC2053", FormattableString.Invariant($"{option} is {number}; expected a finite number above 0.")), ExitCode.Usage);
            }
        }
    }

    private static void CheckPositive(string option, double[] values) =>
        CheckPositive(option, Array.ConvertAll(values, value => (double?)value));

    private static void Print(TextWriter output, double? budget, Mix mix)
    {
        string compute = budget is { } flops ? string.Create(CultureInfo.InvariantCulture, $"{flops:G4} FLOPs, ") : "";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{compute}{mix.BudgetTokens:G4} tokens: loss {mix.Loss:F4} [{mix.LossLow:F4}, {mix.LossHigh:F4}], best with probability {mix.ProbabilityBest:P0}"));
        foreach (PoolShare pool in mix.Pools)
        {
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {pool.Name,-16} {pool.Tokens,10:G4} tokens {pool.Epochs,8:F2} epochs {pool.Share,7:P1}{Prepared(pool)}"));
        }

        if (mix.RunnerUp is { } second)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  runner-up {second.Name}: {second.Loss:F4} ({second.Gap:+0.0000;-0.0000}), worse with probability {second.ProbabilityWorse:P0}"));
        }

        foreach (Baseline baseline in mix.Baselines)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  against {baseline.Name,-15} {baseline.Loss:F4} ({baseline.Loss - mix.Loss:+0.0000;-0.0000}), worse with probability {baseline.ProbabilityWorse:P0}"));
        }
    }

    private static void PrintSlices(TextWriter output, IReadOnlyList<PoolSlice> slices)
    {
        output.WriteLine("pool,from,to,rate,tokens,epochs");
        foreach (PoolSlice slice in slices)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{slice.Pool},{slice.From:R},{slice.To:R},{slice.Rate:R},{slice.Tokens:R},{slice.Epochs:R}"));
        }
    }

    private static string Prepared(PoolShare pool) => pool.PreparedTokens is { } prepared
        ? string.Create(CultureInfo.InvariantCulture, $", {prepared:G4} of {pool.UniqueTokens:G4} unique tokens prepared")
        : "";
}
