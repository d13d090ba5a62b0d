using DataCuration.Documents.Recipes;
using DataCuration.Quality.Contamination;
using DataCuration.Quality.Rules;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>All rules of a recipe that can drop a document, in the order in which they are reported. Pure.</summary>
internal static class DecisionRules
{
    // A text of which this little remains is none; the share is exactly 0 then.
    private const double LeastRemainder = 1e-6;

    public static IReadOnlyList<Rule> Of(Recipe recipe) =>
        [.. RuleSet.From(recipe.Quality.Rules).Rules, .. OfLanguage(recipe.Language), .. OfContamination(recipe.Contamination), .. OfPrivacy(recipe.Privacy)];

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

    private static Rule[] OfPrivacy(PrivacyOptions? options) =>
        options?.MaxFinds is { } max ? [new Rule("privacy.maxFinds", PrivacyStage.Finds, Comparison.FailsAbove, max)] : [];
}
