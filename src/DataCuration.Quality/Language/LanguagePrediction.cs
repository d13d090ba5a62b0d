namespace DataCuration.Quality.Language;

/// <summary>The language of a text.</summary>
/// <param name="Language">ISO 639-1 where it exists, else ISO 639-3; <c>und</c> for a text without letters that the model knows.</param>
/// <param name="Confidence">0 to 1: the language's posterior among those of its script, times the script's share of the letters.</param>
public readonly record struct LanguagePrediction(string Language, float Confidence)
{
    /// <summary>The tag of a text whose language is not known.</summary>
    public const string UndeterminedTag = "und";

    /// <summary>No language was found.</summary>
    public static LanguagePrediction Undetermined => new(UndeterminedTag, 0);
}
