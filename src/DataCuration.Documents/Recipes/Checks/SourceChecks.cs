using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Names: of sources, of evaluation sets, and where one names the other.</summary>
internal static class SourceChecks
{
    public static void Check(RecipeTree tree)
    {
        HashSet<string> sources = CheckNames(tree, "sources", "source", mustBeFileName: true);
        CheckNames(tree, "probes.evaluate", "evaluation set", mustBeFileName: false);
        CheckNames(tree, "contamination.sets", "benchmark", mustBeFileName: false);
        CheckExamples(tree, sources);
    }

    private static HashSet<string> CheckNames(RecipeTree tree, string path, string what, bool mustBeFileName)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (RecipeNode item in tree.Items(path, RecipeNodeKind.Object))
        {
            if (item.Find("name") is not { Kind: RecipeNodeKind.Text } name || name.Text.Length == 0) continue;
            if (mustBeFileName && !name.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                tree.Report(
                    "DC2008", $"The {what} name '{name.Text}' becomes part of file names: expected letters, digits, hyphen and underscore only. Rename it.", name);
            }

            if (!names.Add(name.Text))
            {
                tree.Report(
                    "DC2008", $"Two {what}s are named '{name.Text}'. Give each a name of its own, or put their files into one.", name);
            }
        }

        return names;
    }

    private static void CheckExamples(RecipeTree tree, HashSet<string> sources)
    {
        const string positive = "quality.classifier.positive";
        const string negative = "quality.classifier.negative";
        const string target = "quality.importance.target";
        const string train = "quality.perplexity.train";
        foreach (string side in new[] { positive, negative, target, train })
        {
            foreach (RecipeNode name in tree.Items(side, RecipeNodeKind.Text).Where(name => !sources.Contains(name.Text)))
            {
                tree.Report(
                    "DC2009", $"'{side}' names the source '{name.Text}', which does not exist. {NameSuggestion.Clause(name.Text, sources)}", name);
            }
        }

        HashSet<string> targets = tree.Items(target, RecipeNodeKind.Text).Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        if (targets.Count > 0 && targets.IsSupersetOf(sources))
        {
            tree.Report("DC2010", $"'{target}' names every source, so no raw text is left to compare with. Leave a source out of it.", target);
        }

        HashSet<string> good = tree.Items(positive, RecipeNodeKind.Text).Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        if (good.Count > 0 && good.IsSupersetOf(sources) && tree.Items(negative, RecipeNodeKind.Text).Count == 0)
        {
            tree.Report("DC2010", $"'{positive}' names every source and '{negative}' none, so there is nothing to tell them from. Leave a source out of the first.", positive);
        }

        foreach (RecipeNode name in tree.Items(negative, RecipeNodeKind.Text).Where(name => good.Contains(name.Text)))
        {
            tree.Report(
                "DC2010",
                $"The source '{name.Text}' is in {positive} and in {negative}; it can be one kind of example only. Remove it from one.",
                name);
        }
    }
}
