using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>What counts as a duplicate and which copy stays.</summary>
internal static class DeduplicateChecks
{
    /// <summary>Hashes a signature may have: with 32 bits each, 64 KiB a document.</summary>
    public const int MaxHashes = 16_384;

    private static readonly string[] Methods = ["exact", "minHash", "url", "lines", "paragraphs", "substrings"];

    private static readonly string[] Policies = ["longest", "first", "highest:" + ScoreColumnNames.Classifier, "lowest:" + ScoreColumnNames.Classifier];

    public static void Check(RecipeTree tree)
    {
        if (!tree.Has("deduplicate")) return;
        if (!Methods.Any(method => tree.Has("deduplicate." + method)))
        {
            tree.Report(
                "DC2010",
                $"'deduplicate' has none of {string.Join(", ", Methods.Select(method => $"'{method}'"))}, so it removes nothing. Add \"exact\": {{}} or \"minHash\": {{}}, or leave 'deduplicate' out.",
                "deduplicate");
        }

        CheckSize(tree);
        CheckProfile(tree);
        CheckKeep(tree);
    }

    private static void CheckSize(RecipeTree tree)
    {
        const string minHash = "deduplicate.minHash";
        MinHashOptions defaults = new();
        if (tree.Has(minHash)
            && tree.Number(minHash + ".bands", defaults.Bands) is { } bands
            && tree.Number(minHash + ".rows", defaults.Rows) is { } rows
            && bands * rows > MaxHashes)
        {
            tree.Report("DC2010", FormattableString.Invariant(
                $"'{minHash}.bands' is {bands} and '{minHash}.rows' is {rows}, needing {bands * rows} hashes a document; at most {MaxHashes} are supported. Lower one."),
                minHash + ".bands", minHash + ".rows");
        }
    }

    private static void CheckProfile(RecipeTree tree)
    {
        const string path = "deduplicate.minHash";
        MinHashOptions defaults = new();
        KnownNameCheck.Check(tree, path + ".profile", MinHashProfiles.All);
        if (tree.Text(path + ".profile") != MinHashProfiles.Datatrove)
        {
            return;
        }

        foreach ((string name, int value) in new[] { ("bands", defaults.Bands), ("rows", defaults.Rows), ("shingleWords", defaults.ShingleWords), ("shingleCharacters", defaults.ShingleCharacters) })
        {
            if (tree.Number($"{path}.{name}", value) is { } given && given != value)
            {
                tree.Report("DC2230", FormattableString.Invariant(
                    $"'{path}.{name}' is {given}; the profile {MinHashProfiles.Datatrove} stands for datatrove's default {value}. Leave it out, or leave the profile out."),
                    $"{path}.{name}");
            }
        }
    }

    private static void CheckKeep(RecipeTree tree)
    {
        const string path = "deduplicate.keep";
        string keep = tree.Text(path) ?? new DeduplicateOptions().Keep;
        if (keep is "longest" or "first") return;
        int colon = keep.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || keep[..colon] is not ("highest" or "lowest"))
        {
            tree.Report(
                "DC2012",
                $"'{path}' is '{keep}'; expected longest, first, highest:COLUMN or lowest:COLUMN. {NameSuggestion.Clause(keep, Policies)}",
                path);
            return;
        }

        ScoreColumnCheck.Check(tree, path, keep[(colon + 1)..], [], "keep 'longest'");
    }
}
