using System.CommandLine;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;
using DataCuration.ScalingLaws.Fitting;
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
            Required = true,
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
        Option<double?> maxEpochs = new("--max-epochs") { Description = "Most epochs of any pool. Default: no limit.", HelpName = "E" };
        Option<string?> output = new("--out") { Description = "Write the mix for the first budget here.", HelpName = "FILE" };
        Option<bool> strict = new("--strict") { Description = "Fail (exit code 5) when the budget is beyond what was measured." };
        Option<bool> frontier = new("--frontier") { Description = "Print the frontier around the first budget as CSV instead." };
        Option<bool> json = new("--json") { Description = "Print the mixes as a JSON array." };
        Command command = new("mix", "Chooses the best mix of a law's pools for a budget.") { law, budget, parameters, pools, maxEpochs, output, strict, frontier, json };
        command.SetAction(parse =>
        {
            string path = parse.GetRequiredValue(law);
            double[] budgets = parse.GetRequiredValue(budget);
            CheckPositive("--budget", budgets);
            CheckPositive("--model-parameters", parse.GetValue(parameters));
            CheckPositive("--max-epochs", parse.GetValue(maxEpochs));
            LawFit fit = LawFit.Parse(InputFile.Read(path), path);
            MixPool[] sizes = PoolSizes.Read(fit, parse.GetValue(pools) ?? []);
            MixProblem[] problems = budgets
                .Select(flops => TrainingBudget.TokensOf(new MixOptions { Budget = flops, ModelParameters = parse.GetValue(parameters) }))
                .Select(tokens => new MixProblem(fit, sizes, tokens.Value, parse.GetValue(maxEpochs) ?? double.PositiveInfinity))
                .ToArray();
            Mix[] mixes = problems.Select(MixSolver.Solve).ToArray();
            if (parse.GetValue(output) is { } file)
            {
                OutputFile.Write(file, mixes[0].ToJson());
            }

            if (parse.GetValue(frontier))
            {
                double tokens = problems[0].BudgetTokens;
                console.Output.Write(Frontier.ToCsv(Frontier.Compute(problems[0], tokens / FrontierSpan, tokens * FrontierSpan)));
            }
            else if (parse.GetValue(json))
            {
                console.Output.WriteLine($"[{string.Join(",\n", mixes.Select(mix => mix.ToJson().TrimEnd()))}]");
            }
            else
            {
                for (int i = 0; i < mixes.Length; i++)
                {
                    Print(console.Output, budgets[i], mixes[i]);
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

    private static void Print(TextWriter output, double budget, Mix mix)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{budget:G4} FLOPs, {mix.BudgetTokens:G4} tokens: loss {mix.Loss:F4} [{mix.LossLow:F4}, {mix.LossHigh:F4}], best with probability {mix.ProbabilityBest:P0}"));
        foreach (PoolShare pool in mix.Pools)
        {
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {pool.Name,-16} {pool.Tokens,10:G4} tokens {pool.Epochs,8:F2} epochs {pool.Share,7:P1}"));
        }

        foreach (Baseline baseline in mix.Baselines)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  against {baseline.Name,-15} {baseline.Loss:F4} ({baseline.Loss - mix.Loss:+0.0000;-0.0000}), worse with probability {baseline.ProbabilityWorse:P0}"));
        }
    }
}
