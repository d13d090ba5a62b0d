using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Styles that exist, an address that works, caps that can be reached.</summary>
internal static class RephraseChecks
{
    /// <summary>The styles that need no template.</summary>
    public static IReadOnlyList<string> Styles { get; } =
        ["easy", "medium", "hard", "qa", "diverseQa", "distill", "extractKnowledge", "knowledgeList", "wikipedia"];

    public static void Check(RecipeTree tree)
    {
        if (!tree.Has("rephrase")) return;
        CheckStyles(tree);
        CheckEndpoint(tree);
        CheckScore(tree);
        if (tree.Number("rephrase.keepQuality", 1) < 1 && !tree.Has("quality.classifier"))
        {
            tree.Report(
                "DC2150", "'rephrase.keepQuality' keeps the best answers by the classifier's score, and this recipe has no quality.classifier. Give one, or leave keepQuality out.",
                "rephrase.keepQuality");
        }

        if (tree.Has("rephrase.maxCost") && tree.Number("rephrase.inputPrice", 0) is 0 && tree.Number("rephrase.outputPrice", 0) is 0)
        {
            tree.Report(
                "DC2083", "'rephrase.maxCost' caps money, but 'rephrase.inputPrice' and 'rephrase.outputPrice' are 0, so nothing would ever be spent. " +
                "Give the prices of a million tokens, or cap tokens with 'rephrase.maxTokens'.",
                "rephrase.maxCost");
        }
    }

    private static void CheckStyles(RecipeTree tree)
    {
        List<string> own = [.. tree.Items("rephrase.templates", RecipeNodeKind.Text).Select(node => Path.GetFileNameWithoutExtension(node.Text))];
        string[] known = [.. Styles, .. own];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (RecipeNode style in tree.Items("rephrase.styles", RecipeNodeKind.Text))
        {
            if (!known.Contains(style.Text))
            {
                tree.Report("DC2080", $"'{style.Text}' is no style. {NameSuggestion.Clause(style.Text, known)} A style of your own needs its file in rephrase.templates.", style);
            }
            else if (!seen.Add(style.Text))
            {
                tree.Report("DC2080", $"The style '{style.Text}' is there twice. Remove one.", style);
            }
        }

        foreach (string name in own.Where(name => Styles.Contains(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')).Distinct(StringComparer.Ordinal))
        {
            tree.Report("DC2080", $"The template file '{name}' gives its name to a style and a pool: letters, digits and underscore only, and none of the built-in names. Rename it.",
                "rephrase.templates");
        }
    }

    private static void CheckEndpoint(RecipeTree tree)
    {
        if (tree.Text("rephrase.endpoint") is not { } text) return;
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        if (!isAddress || address!.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            tree.Report(
                "DC2081", "'rephrase.endpoint' is not an address such as http://127.0.0.1:8000/v1, without user, password or query. " +
                "A key belongs into an environment variable that 'rephrase.apiKeyVariable' names.",
                "rephrase.endpoint");
        }
    }

    private static void CheckScore(RecipeTree tree)
    {
        bool hasScore = tree.Text("pools.by") is { } by ? by != "source" : tree.Has("quality.classifier");
        if (tree.Text("rephrase.routing") == "qualityBucket" && !hasScore)
        {
            tree.Report(
                "DC2082", "'rephrase.routing' sorts documents by the score that pools are cut by, and this recipe's pools are its sources. " +
                "Give quality.classifier, or pools.by a score column; or leave the routing out.",
                "rephrase.routing");
        }
    }
}
