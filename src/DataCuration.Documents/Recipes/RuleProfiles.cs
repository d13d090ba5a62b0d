namespace DataCuration.Documents.Recipes;

/// <summary>The names of the profiles: how a text is measured. A profile with a version is never changed in place.</summary>
public static class RuleProfiles
{
    /// <summary>Any language, Unicode words, fast; the default.</summary>
    public const string DataCuration = "datacuration/1";

    /// <summary>Datatrove 0.10 with spaCy's English tokenizer, decision for decision.</summary>
    public const string Datatrove = "datatrove/0.10";

    /// <summary>The profiles that a recipe may choose.</summary>
    public static IReadOnlyList<string> OfRecipes { get; } = [DataCuration, Datatrove];
}
