namespace DataCuration.Documents.Recipes;

/// <summary>The names of the profiles: how a text is measured. A profile with a version is never changed in place.</summary>
public static class RuleProfiles
{
    /// <summary>Any language, Unicode words, fast; the default.</summary>
    public const string DataCuration = "datacuration/1";

    /// <summary>Datatrove 0.10 with spaCy's English tokenizer, decision for decision.</summary>
    public const string Datatrove = "datatrove/0.10";

    /// <summary>C4 as datatrove's C4QualityFilter decides.</summary>
    public const string C4 = "c4/1";

    /// <summary>The filters of DCLM-Baseline that look at a text.</summary>
    public const string DclmBaseline = "dclm-baseline/1";

    /// <summary>Gopher's rules as Dolma's tagger gopher_v1 and its mixes apply them.</summary>
    public const string Dolma = "dolma/1";

    /// <summary>The profiles that a recipe may choose.</summary>
    public static IReadOnlyList<string> OfRecipes { get; } = [DataCuration, Datatrove, C4, DclmBaseline, Dolma];

    /// <summary>Those that bring their rules and thresholds with them, so that a recipe names none.</summary>
    public static IReadOnlyList<string> WithRules { get; } = [C4, DclmBaseline, Dolma];

    /// <summary>The whole name of a profile: a name without a version stands for the first version, so that its meaning never changes.</summary>
    public static string WholeName(string name) => OfRecipes.FirstOrDefault(known => known.StartsWith(name + "/", StringComparison.Ordinal)) ?? name;
}
