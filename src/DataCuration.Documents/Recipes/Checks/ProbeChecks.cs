using System.Globalization;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Probes, and the mix they are measured for.</summary>
internal static class ProbeChecks
{
    /// <summary>The laws that a recipe may name.</summary>
    public static IReadOnlyList<string> Laws { get; } = ["qqt-ed"];

    /// <summary>The rungs of the probe ladder.</summary>
    public static IReadOnlyList<string> Models { get; } = ["p0", "p1", "p3", "p7", "p10", "p34", "p55", "p110"];

    /// <summary>Where probes may run.</summary>
    public static IReadOnlyList<string> Devices { get; } = ["auto", "cpu", "cuda"];

    private static readonly ProbesOptions Defaults = new() { Evaluate = [] };

    public static void Check(RecipeTree tree)
    {
        KnownNameCheck.Check(tree, "mix.law", Laws);
        KnownNameCheck.Check(tree, "probes.model", Models);
        KnownNameCheck.Check(tree, "probes.device", Devices);
        RisingCheck.Check(tree, "probes.epochs", "rising numbers, for example [0.5, 1, 2, 4, 8]", isFromZeroToOne: false);
        CheckLengths(tree);
        CheckWeights(tree);
        if (tree.Has("probes") && !tree.Has("mix"))
        {
            tree.Report(
                "DC2011", "There are probes but no mix, so nothing says what they are for. Give mix.budget, the training compute in FLOPs; or leave 'probes' out.",
                "probes");
        }

        if (tree.Has("mix") && !tree.Has("probes") && !tree.Has("mix.pinnedLaw"))
        {
            tree.Report(
                "DC2011", "There is a mix but neither probes nor a law to choose it with. Give probes.evaluate, or pin the law of an earlier run with mix.pinnedLaw.",
                "mix");
        }
    }

    private static void CheckWeights(RecipeTree tree)
    {
        IReadOnlyList<RecipeNode> sets = tree.Items("probes.evaluate", RecipeNodeKind.Object);
        if (sets.Count > 0 && sets.All(HasNoWeight))
        {
            tree.Report(
                "DC2160",
                "No evaluation set has a weight, so there is nothing to order the pools by: sets of questions are reported only, unless they are given one. Add a set of text, or a positive 'weight'.",
                "probes.evaluate");
        }

        static bool HasNoWeight(RecipeNode set) => set.Find("weight") is { Kind: RecipeNodeKind.Number } weight
            ? double.Parse(weight.Text, CultureInfo.InvariantCulture) == 0
            : set.Find("kind") is { Kind: RecipeNodeKind.Text, Text: "questions" };
    }

    private static void CheckLengths(RecipeTree tree)
    {
        if (tree.Number("probes.uniqueTokens", Defaults.UniqueTokens) is { } tokens
            && tree.Number("probes.contextLength", Defaults.ContextLength) is { } context
            && tree.Has("probes")
            && tokens <= context)
        {
            tree.Report("DC2010", FormattableString.Invariant(
                $"'probes.uniqueTokens' is {tokens} and 'probes.contextLength' is {context}: a pool's tokens do not fill one context. Raise the first or lower the second."),
                "probes.uniqueTokens", "probes.contextLength");
        }
    }
}
