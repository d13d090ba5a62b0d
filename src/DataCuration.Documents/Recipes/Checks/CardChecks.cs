using System.Globalization;
using System.Text.RegularExpressions;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>What is said about a dataset, where it has a form that readers of cards and of Croissant expect.</summary>
internal static partial class CardChecks
{
    private const string Code = "DC2142";

    public static void Check(RecipeTree tree)
    {
        if (tree.Text("output.card.url") is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"))
        {
            tree.Report(Code, $"'output.card.url' is \"{url}\"; expected an http or https address.", "output.card.url");
        }

        if (tree.Text("output.card.datePublished") is { } date && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            tree.Report(Code, $"'output.card.datePublished' is \"{date}\"; expected a day as YYYY-MM-DD.", "output.card.datePublished");
        }

        if (tree.Text("output.card.license") is { } license && !SpdxId().IsMatch(license))
        {
            tree.Report(Code, $"'output.card.license' is \"{license}\"; expected an SPDX id such as CC-BY-4.0 or Apache-2.0, see https://spdx.org/licenses.", "output.card.license");
        }

        foreach (RecipeNode language in tree.Items("output.card.languages", RecipeNodeKind.Text).Where(language => !LanguageCode().IsMatch(language.Text)))
        {
            tree.Report(Code, $"'output.card.languages' has \"{language.Text}\"; expected codes of BCP 47 such as en or pt-BR.", language);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.+-]*\z")]
    private static partial Regex SpdxId();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageCode();
}
