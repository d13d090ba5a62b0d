using DataCuration.Documents.Recipes;
using DataCuration.Quality.Contamination;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>All rules of a recipe that can drop a document, in the order in which they are reported. Pure.</summary>
internal static class DecisionRules
{
    // A text of which this little remains is none; the share is exactly 0 then.
    private const double LeastRemainder = 1e-6;

    public static IReadOnlyList<Rule> Of(Recipe recipe) =>
        [.. OfUrls(recipe.Quality.Urls), .. RuleProfile.RulesOf(recipe.Quality), .. OfLanguage(recipe.Language), .. OfContamination(recipe.Contamination), .. OfBoilerplate(recipe.Boilerplate), .. OfPrivacy(recipe.Privacy)];

    // In the order in which datatrove looks; its reason for a document is the first of them.
    private static Rule[] OfUrls(UrlOptions? options) => options is null
        ? []
        :
        [
            Above(UrlsStage.Domain, 0),
            Above(UrlsStage.Host, 0),
            Above(UrlsStage.Url, 0),
            Above(UrlsStage.BannedWords, 0),
            Above(UrlsStage.SoftBannedWords, options.SoftWords - 1),
            Above(UrlsStage.BannedSubword, 0),
        ];

    private static Rule Above(string column, double threshold) => new(column, column, Comparison.FailsAbove, threshold);

    /// <summary>Those for synthetic documents: the rules of quality are for pages of the web, and the checks of rephrasing have judged these already.</summary>
    public static IReadOnlyList<Rule> OfSynthetic(Recipe recipe) => [.. OfContamination(recipe.Contamination), .. OfPrivacy(recipe.Privacy)];

    private static Rule[] OfLanguage(LanguageOptions? options) =>
        options?.Keep.Count > 0 ? [new Rule("language.keep", LanguageStage.Wanted, Comparison.FailsBelow, options.MinConfidence)] : [];

    private static Rule[] OfContamination(ContaminationOptions? options) => options?.Action switch
    {
        ContaminationAction.Drop => [new Rule(
            "contamination." + options.Rule.ToString().ToLowerInvariant(),
            ContaminationStage.Score,
            Comparison.FailsAbove,
            options.Rule == ContaminationRule.Tulu8 ? options.MaxShare : 0)],
        ContaminationAction.Cut => [new Rule(ContaminationCut.Rule, ContaminationStage.Remainder, Comparison.FailsBelow, LeastRemainder)],
        _ => [],
    };

    private static Rule[] OfBoilerplate(BoilerplateOptions? options) =>
        options?.DropTemplates == true ? [new Rule("boilerplate.dropTemplates", BoilerplateStage.Template, Comparison.FailsAbove, 0)] : [];

    private static Rule[] OfPrivacy(PrivacyOptions? options) =>
        options?.MaxFinds is { } max ? [new Rule("privacy.maxFinds", PrivacyStage.Finds, Comparison.FailsAbove, max)] : [];
}
