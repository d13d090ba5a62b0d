namespace DataCuration.Documents.Recipes;

/// <summary>Finds the language of each document and of its paragraphs, and drops what is in no wanted one.</summary>
public sealed record LanguageOptions
{
    /// <summary>The languages to keep, as the model names them: ISO 639-1 (en, de) where there is a code; empty keeps all and only adds the columns.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Least confidence in a kept language. Default 0.65, datatrove's for lid.176.</summary>
    public double MinConfidence { get; init; } = 0.65;

    /// <summary>A fastText model (.bin, .ftz) or a model of the trainer, relative to the recipe; null: the built-in model of 146 languages.</summary>
    public string? Model { get; init; }
}
