namespace DataCuration.Quality.Language;

/// <summary>How much of a document is in a language.</summary>
/// <param name="Language">As in <see cref="LanguagePrediction"/>.</param>
/// <param name="Share">Bytes of its paragraphs divided by the bytes of all, 0 to 1.</param>
public readonly record struct LanguageShare(string Language, double Share);
