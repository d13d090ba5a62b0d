using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>Rules that concern more than one option, or the form of a value. Each names both sides.</summary>
internal static class RecipeCrossChecks
{
    /// <summary>The laws that a recipe may name.</summary>
    public static IReadOnlyList<string> Laws { get; } = ["qqt-ed"];

    /// <summary>The rungs of the probe ladder.</summary>
    public static IReadOnlyList<string> Models { get; } = ["p0", "p1", "p3", "p7", "p10", "p34", "p55", "p110"];

    private static readonly string[] Devices = ["auto", "cpu", "cuda"];

    /// <summary>Checks that need only the tree, so that they are made even when other parts are wrong.</summary>
    public static void CheckTree(RecipeNode root, string file, List<Diagnostic> diagnostics)
    {
        CheckRising(root.Find("pools")?.Find("edges"), "pools.edges", file, diagnostics, isQuantile: true);
        CheckRising(root.Find("probes")?.Find("epochs"), "probes.epochs", file, diagnostics, isQuantile: false);
        CheckSources(root, file, diagnostics);
        CheckKnown(root.Find("mix")?.Find("law"), "mix.law", Laws, file, diagnostics);
        CheckKnown(root.Find("probes")?.Find("model"), "probes.model", Models, file, diagnostics);
        CheckKnown(root.Find("probes")?.Find("device"), "probes.device", Devices, file, diagnostics);
    }

    /// <summary>Checks over the whole recipe.</summary>
    public static void Check(Recipe recipe, RecipeNode root, string file, List<Diagnostic> diagnostics)
    {
        RecipeNode quality = root.Find("quality") ?? root;
        if (recipe.Quality.Classifier is { } classifier)
        {
            foreach (string both in classifier.Positive.Intersect(classifier.Negative, StringComparer.Ordinal))
            {
                Report("DC2010", quality, $"The source '{both}' is in quality.classifier.positive and in .negative; a source can be one kind of example only.");
            }
        }

        if (recipe.Quality.Rules.GopherQuality is { } gopher && gopher.MinWords > gopher.MaxWords)
        {
            Report("DC2010", quality, $"quality.rules.gopherQuality.minWords is {gopher.MinWords} and maxWords is {gopher.MaxWords}: no document can pass. Lower minWords or raise maxWords.");
        }

        if (recipe.Quality.Rules.GopherQuality is { } lengths && lengths.MinMeanWordLength > lengths.MaxMeanWordLength)
        {
            Report("DC2010", quality, $"quality.rules.gopherQuality.minMeanWordLength is {lengths.MinMeanWordLength} and maxMeanWordLength is {lengths.MaxMeanWordLength}: no document can pass.");
        }

        CheckScores(recipe, root, Report);
        RecipeNode mix = root.Find("mix") ?? root.Find("probes") ?? root;
        if (recipe.Probes is not null && recipe.Mix is null)
        {
            Report("DC2011", mix, "There are probes but no mix: give mix.budget, the training compute that the mix is chosen for.");
        }

        if (recipe.Mix is { PinnedLaw: null } && recipe.Probes is null)
        {
            Report("DC2011", mix, "There is a mix but no probes: give probes.evaluate, or pin the law of an earlier run with mix.pinnedLaw.");
        }

        void Report(string code, RecipeNode node, string message) => diagnostics.Add(Diagnostic.Error(code, message, file, node.Line, node.Column));
    }

    private static void CheckScores(Recipe recipe, RecipeNode root, Action<string, RecipeNode, string> report)
    {
        const string classifier = "quality.classifier";
        RecipeNode pools = root.Find("pools")?.Find("by") ?? root;
        if (recipe.Pools.By == classifier && recipe.Quality.Classifier is null)
        {
            report("DC2012", pools, "pools.by is quality.classifier, but the recipe has no quality.classifier. Add it, or cut the pools by 'source'.");
        }

        string keep = recipe.Deduplicate?.Keep ?? "longest";
        RecipeNode node = root.Find("deduplicate")?.Find("keep") ?? root;
        bool isByColumn = keep.StartsWith("highest:", StringComparison.Ordinal) || keep.StartsWith("lowest:", StringComparison.Ordinal);
        if (!isByColumn && keep is not ("longest" or "first"))
        {
            report("DC2012", node, $"deduplicate.keep is '{keep}'; expected longest, first, highest:COLUMN or lowest:COLUMN. {NameSuggestion.Clause(keep, ["longest", "first", "highest:" + classifier])}");
        }
        else if (isByColumn && keep.EndsWith(":" + classifier, StringComparison.Ordinal) && recipe.Quality.Classifier is null)
        {
            report("DC2012", node, $"deduplicate.keep is '{keep}', but the recipe has no quality.classifier. Add it, or keep 'longest'.");
        }
    }

    private static void CheckSources(RecipeNode root, string file, List<Diagnostic> diagnostics)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (RecipeNode name in Nodes(root.Find("sources")).Select(source => source.Find("name")).OfType<RecipeNode>().Where(node => node.Kind == RecipeNodeKind.Text))
        {
            if (name.Text.Length == 0 || name.Text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            {
                diagnostics.Add(Diagnostic.Error("DC2008", $"The source name '{name.Text}' may hold only letters, digits, hyphen and underscore: it becomes part of file names.", file, name.Line, name.Column));
            }
            else if (!names.Add(name.Text))
            {
                diagnostics.Add(Diagnostic.Error("DC2008", $"Two sources are named '{name.Text}'; give each a name of its own, or put their files into one.", file, name.Line, name.Column));
            }
        }

        RecipeNode? classifier = root.Find("quality")?.Find("classifier");
        foreach (string side in new[] { "positive", "negative" })
        {
            foreach (RecipeNode name in Nodes(classifier?.Find(side)).Where(node => node.Kind == RecipeNodeKind.Text && !names.Contains(node.Text)))
            {
                diagnostics.Add(Diagnostic.Error("DC2009", $"quality.classifier.{side} names the source '{name.Text}', which does not exist. {NameSuggestion.Clause(name.Text, names)}", file, name.Line, name.Column));
            }
        }
    }

    private static void CheckRising(RecipeNode? node, string path, string file, List<Diagnostic> diagnostics, bool isQuantile)
    {
        if (node is not { Kind: RecipeNodeKind.Array } || node.Items.Exists(item => item.Kind != RecipeNodeKind.Number))
        {
            return;
        }

        double[] values = node.Items.Select(item => double.Parse(item.Text, CultureInfo.InvariantCulture)).ToArray();
        bool isRising = values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
        bool isCovering = !isQuantile || (values.Length >= 2 && values[0] == 0 && values[^1] == 1);
        if (!isRising || !isCovering || values.Length == 0)
        {
            string expected = isQuantile ? "expected numbers that rise from 0 to 1, for example [0, 0.25, 1]" : "expected rising numbers, for example [0.5, 1, 2, 4, 8]";
            diagnostics.Add(Diagnostic.Error("DC2005", $"'{path}' is [{string.Join(", ", node.Items.Select(item => item.Text))}]; {expected}.", file, node.Line, node.Column));
        }
    }

    private static void CheckKnown(RecipeNode? node, string path, IReadOnlyList<string> known, string file, List<Diagnostic> diagnostics)
    {
        if (node is { Kind: RecipeNodeKind.Text } && !known.Contains(node.Text))
        {
            diagnostics.Add(Diagnostic.Error("DC2003", $"'{path}' is '{node.Text}'. {NameSuggestion.Clause(node.Text, known.ToArray())}", file, node.Line, node.Column));
        }
    }

    private static List<RecipeNode> Nodes(RecipeNode? node) => node is { Kind: RecipeNodeKind.Array } ? node.Items : [];
}
