namespace DataCuration.Documents.Recipes;

/// <summary>The rules that decide and the classifier that scores.</summary>
public sealed record QualityOptions
{
    /// <summary>How the rules measure a text: <c>datacuration/1</c> for any language, <c>datatrove/0.10</c> decision for decision (English), or a profile that brings its own rules: <c>c4/1</c>, <c>dclm-baseline/1</c>, <c>dolma/1</c>.</summary>
    public string Profile { get; init; } = RuleProfiles.DataCuration;

    /// <summary>The rule sets that decide; a rule set left out is still measured, but drops nothing.</summary>
    public RulesOptions Rules { get; init; } = new();

    /// <summary>Lists that drop documents by their addresses; null for none.</summary>
    public UrlOptions? Urls { get; init; }

    /// <summary>The learned score; null when the recipe has none.</summary>
    public ClassifierOptions? Classifier { get; init; }

    /// <summary>Importance weights for a target; null when the recipe has none.</summary>
    public ImportanceOptions? Importance { get; init; }

    /// <summary>Perplexity under a language model of good text; null when the recipe has none.</summary>
    public PerplexityOptions? Perplexity { get; init; }

    /// <summary>Several scores as one; null when the recipe has none.</summary>
    public EnsembleOptions? Ensemble { get; init; }
}
