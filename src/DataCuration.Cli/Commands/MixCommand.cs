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
    private const double FrontierSpan = 30;

    public static Command Create(ToolConsole console)
    {
        Argument<string> law = new("law") { Description = "A law.json that run or fit wrote." };
        Option<double[]> budget = new("--budget") { Description = "Training compute in FLOPs; may be repeated.", HelpName = "C", Required = true };
        Option<double?> parameters = new("--model-parameters") { Description = "Parameters of the model to be trained. Default: compute-optimal at 20 tokens a parameter.", HelpName = "N" };
        Option<string[]> pools = new("--pool") { Description = "Unique tokens of a pool, NAME=TOKENS; repeat for each. Default: as many as the largest run of the law saw.", DefaultValueFactory = _ => [] };
        Option<double> maxEpochs = new("--max-epochs") { Description = "Most epochs of any pool.", DefaultValueFactory = _ => double.PositiveInfinity };
        Option<string?> output = new("--out") { Description = "Write the mix for the first budget here.", HelpName = "FILE" };
        Option<bool> strict = new("--strict") { Description = "Fail (exit code 5) when the budget is beyond what was measured." };
        Option<bool> frontier = new("--frontier") { Description = "Print the frontier around the first budget as CSV." };
        Option<bool> json = new("--json") { Description = "Print the mixes as JSON." };
        Command command = new("mix", "Chooses the best mix of a law's pools for a budget.") { law, budget, parameters, pools, maxEpochs, output, strict, frontier, json };
        command.SetAction(parse =>
        {
            string path = parse.GetRequiredValue(law);
            if (!File.Exists(path))
            {
                throw new DiagnosticException(Diagnostic.Error("DC2055", "There is no such file. Check the path.", path), ExitCode.Usage);
            }

            LawFit fit = LawFit.Parse(File.ReadAllText(path), path);
            MixPool[] sizes = PoolSizes.Read(fit, parse.GetValue(pools) ?? []);
            Mix[] mixes = (parse.GetValue(budget) ?? [])
                .Select(flops => TrainingBudget.TokensOf(new MixOptions { Budget = flops, ModelParameters = parse.GetValue(parameters) }))
                .Select(tokens => MixSolver.Solve(new MixProblem(fit, sizes, tokens.Value, parse.GetValue(maxEpochs))))
                .ToArray();
            if (parse.GetValue(output) is { } file)
            {
                File.WriteAllText(file, mixes[0].ToJson());
            }

            if (parse.GetValue(frontier))
            {
                MixProblem problem = new(fit, sizes, mixes[0].BudgetTokens, parse.GetValue(maxEpochs));
                console.Output.Write(Frontier.ToCsv(Frontier.Compute(problem, mixes[0].BudgetTokens / FrontierSpan, mixes[0].BudgetTokens * FrontierSpan)));
            }

            foreach (Mix mix in parse.GetValue(frontier) ? [] : mixes)
            {
                Print(console, mix, parse.GetValue(json));
            }

            return (int)mixes.Max(mix => mix.SuggestedExitCode(parse.GetValue(strict)));
        });
        return command;
    }

    private static void Print(ToolConsole console, Mix mix, bool json)
    {
        if (json)
        {
            console.Output.Write(mix.ToJson());
            return;
        }

        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mix.BudgetTokens:G4} tokens: loss {mix.Loss:F4} [{mix.LossLow:F4}, {mix.LossHigh:F4}], best with probability {mix.ProbabilityBest:P0}"));
        foreach (PoolShare pool in mix.Pools)
        {
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pool.Name,-12} {pool.Tokens,12:G4} tokens  {pool.Epochs,6:F2} epochs  {pool.Share,6:P1}"));
        }

        foreach (Baseline baseline in mix.Baselines)
        {
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  against {baseline.Name,-15} {baseline.Loss:F4} ({baseline.Loss - mix.Loss:+0.0000;-0.0000}), worse with probability {baseline.ProbabilityWorse:P0}"));
        }

        foreach (string note in mix.Notes)
        {
            console.Error.WriteLine(Diagnostic.Warning("DC4022", note).ToString());
        }
    }
}
