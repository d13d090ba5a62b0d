using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>The decision in plain sentences. Pure.</summary>
internal static class AnswerText
{
    /// <summary>Pools that the sentence names; the table names all.</summary>
    private const int NamedPools = 4;

    /// <summary>What to train on.</summary>
    public static string Decision(ReportModel model)
    {
        if (model.Mix is not { } mix)
        {
            return $"No training budget was given, so every kept document enters the dataset once: "
                + $"{NumberText.Count(model.Counts.DocumentsKept)} documents, {NumberText.Compact(model.Counts.TokensKept)} tokens.";
        }

        string forModel = mix.ModelParameters is { } parameters ? $", a model of {NumberText.Compact(parameters)} parameters" : "";
        List<string> used = [.. mix.Pools.Where(p => p.Epochs > 0).Select((p, i) => i == 0
            ? $"{NumberText.Epochs(p.Epochs)} {(NumberText.Epochs(p.Epochs) == "1.0" ? "epoch" : "epochs")} of pool {p.Name}"
            : $"{NumberText.Epochs(p.Epochs)} of {p.Name}")];
        List<string> unused = [.. mix.Pools.Where(p => p.Epochs <= 0).Select(p => p.Name)];
        string others = unused.Count > NamedPools ? $"the other {NumberText.Count(unused.Count)} pools" : Join(unused, "or");
        string nothing = unused.Count == 0 ? "" : $"{(used.Count == 0 ? "" : ", ")}nothing of {others}";
        if (used.Count > NamedPools)
        {
            int rest = used.Count - NamedPools + 1;
            used = [.. used.Take(NamedPools - 1), $"and some of {NumberText.Count(rest)} more pools"];
        }

        return $"For {NumberText.Flops(mix.BudgetFlops)} FLOPs ({NumberText.Compact(mix.BudgetTokens)} tokens{forModel}): {string.Join(", ", used)}{nothing}.";
    }

    /// <summary>What it is predicted to be worth; empty when there is no mix.</summary>
    public static string Promise(ReportModel model)
    {
        if (model.Mix is not { } mix)
        {
            return "";
        }

        string promise = $"Predicted {NumberText.Loss(mix.PredictedLoss)} {mix.LossUnit}";
        if (mix.Baselines.Count == 0)
        {
            return promise + ".";
        }

        MixBaseline baseline = mix.Baselines.FirstOrDefault(b => b.IsReference, mix.Baselines[0]);

        double difference = Difference(mix, baseline).Value;
        string than = Math.Abs(difference) < 0.0005
            ? $"the same as {baseline.Name}"
            : $"{NumberText.Loss(Math.Abs(difference))} {(difference > 0 ? "better" : "worse")} than {baseline.Name}";
        return double.IsFinite(difference) ? $"{promise}; {than}." : promise + ".";
    }

    /// <summary>A caveat's name and what it means for the reader.</summary>
    public static (string Label, string Meaning) Caveat(CaveatKind kind) => kind switch
    {
        CaveatKind.Extrapolated => ("extrapolated", "the budget lies beyond what the probes measured, so the prediction rests on the law’s form more than on data."),
        CaveatKind.Tie => ("tie", "another mix is as good within the uncertainty; either is a sound choice."),
        CaveatKind.UnstableFit => ("unstable fit", "the optimiser’s starts end in different places, so the parameters must not be relied on."),
        CaveatKind.HalfLifeNotIdentified => ("half-life not identified", "the probes do not show how fast repetition wears off; the numbers of epochs are a guess within wide limits."),
        CaveatKind.NotIdentifiable => ("not identifiable", "the measurements do not determine a parameter that the answer needs."),
        CaveatKind.PinnedLaw => ("pinned law", "the law was fitted in an earlier run and taken over unchanged."),
        CaveatKind.LawNotBetter => ("law not better than ranking", "on mixtures that it did not see the law is no better than the order of the pools at the longest probe, so the mix follows that order."),
        CaveatKind.Capped => ("capped", "a limit of the recipe decides an amount, not the law."),
        _ => (kind.ToString(), ""),
    };

    /// <summary>A baseline's loss less the mix's: positive where the mix is better.</summary>
    public static Estimate Difference(MixModel mix, MixBaseline baseline) =>
        baseline.Difference ?? new Estimate(baseline.PredictedLoss.Value - mix.PredictedLoss.Value);

    private static string Join(List<string> words, string last) =>
        words.Count == 0 ? "" : words.Count == 1 ? words[0] : string.Join(", ", words.Take(words.Count - 1)) + $" {last} " + words[^1];
}
