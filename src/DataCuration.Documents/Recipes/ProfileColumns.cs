namespace DataCuration.Documents.Recipes;

/// <summary>What the profiles measure that bring their own rules, in the order of their values.</summary>
public static class ProfileColumns
{
    /// <summary>Of <c>c4/1</c>.</summary>
    public static IReadOnlyList<string> C4 { get; } = ["c4.sentenceCount", "c4.hasLoremIpsum", "c4.hasCurlyBracket"];

    /// <summary>Of <c>dclm-baseline/1</c>.</summary>
    public static IReadOnlyList<string> DclmBaseline { get; } =
    [
        "dclmBaseline.wordCount", "dclmBaseline.meanWordLength", "dclmBaseline.symbolRatio", "dclmBaseline.bulletLineRatio",
        "dclmBaseline.ellipsisLineRatio", "dclmBaseline.nonAlphabeticWordRatio", "dclmBaseline.stopWordCount",
        "dclmBaseline.repeatedLineRatio", "dclmBaseline.repeatedParagraphRatio",
        "dclmBaseline.repeatedLineCharacterRatio", "dclmBaseline.repeatedParagraphCharacterRatio",
        "dclmBaseline.top2GramRatio", "dclmBaseline.top3GramRatio", "dclmBaseline.top4GramRatio",
        "dclmBaseline.repeated5GramRatio", "dclmBaseline.repeated6GramRatio", "dclmBaseline.repeated7GramRatio",
        "dclmBaseline.repeated8GramRatio", "dclmBaseline.repeated9GramRatio", "dclmBaseline.repeated10GramRatio",
        "dclmBaseline.removedWordRatio",
    ];

    /// <summary>Of <c>dolma/1</c>.</summary>
    public static IReadOnlyList<string> Dolma { get; } =
    [
        "dolma.wordCount", "dolma.medianWordLength", "dolma.symbolRatio", "dolma.alphabeticWordRatio", "dolma.requiredWordCount",
        "dolma.bulletLineRatio", "dolma.ellipsisLineRatio", "dolma.duplicateLineRatio", "dolma.duplicateLineCharacterRatio",
        "dolma.mostCommon2GramRatio", "dolma.mostCommon3GramRatio", "dolma.mostCommon4GramRatio",
        "dolma.duplicate5GramRatio", "dolma.duplicate6GramRatio", "dolma.duplicate7GramRatio",
        "dolma.duplicate8GramRatio", "dolma.duplicate9GramRatio", "dolma.duplicate10GramRatio",
    ];

    /// <summary>The columns that a run with a profile computes for the rules to compare, and the text's length.</summary>
    public static IReadOnlyList<string> Of(string? profile) => profile switch
    {
        RuleProfiles.C4 => ["textBytes", .. C4],
        RuleProfiles.DclmBaseline => ["textBytes", .. DclmBaseline],
        RuleProfiles.Dolma => ["textBytes", .. Dolma],
        _ => ScoreColumnNames.Metrics,
    };
}
