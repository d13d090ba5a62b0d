using DataCuration.Documents.Recipes;
using static DataCuration.Quality.Rules.Comparison;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>
/// The profiles that stand for one published data set and bring its rules and thresholds with them. Frozen: a profile that is here is never
/// changed; a correction is a new version beside it.
/// </summary>
internal static class PeerProfiles
{
    /// <summary>C4 as datatrove's C4QualityFilter decides.</summary>
    public static RuleProfile C4 { get; } = new(
        RuleProfiles.C4,
        C4Meter.Columns,
        RuleSet.From(new RulesOptions { C4 = new() { RequireTerminalPunctuation = true, MinSentences = 5, DropLoremIpsum = true, DropCurlyBracket = true } }).Rules,
        DatatroveReasons.ByRule,
        () => new C4Meter());

    /// <summary>DCLM-Baseline before its deduplication and classifier.</summary>
    public static RuleProfile DclmBaseline { get; } = OfTable(
        RuleProfiles.DclmBaseline,
        "dclmBaseline.",
        DclmMeter.Columns,
        () => new DclmMeter(),
        [
            ("minWords", "wordCount", FailsBelow, 50, "page_length_filter"),
            ("maxWords", "wordCount", FailsAbove, 100_000, "page_length_filter"),
            ("minMeanWordLength", "meanWordLength", FailsBelow, 3, "word_length_filter"),
            ("maxMeanWordLength", "meanWordLength", FailsAbove, 10, "word_length_filter"),
            ("maxSymbolRatio", "symbolRatio", FailsAbove, 0.1, "symbol_ratio_filter"),
            ("maxBulletLineRatio", "bulletLineRatio", FailsAbove, 0.9, "bullet_count_filter"),
            ("maxEllipsisLineRatio", "ellipsisLineRatio", FailsAbove, 0.3, "ellipsis_count_filter"),
            ("maxNonAlphabeticWordRatio", "nonAlphabeticWordRatio", FailsAbove, 0.2, "alphabetic_word_ratio_filter"),
            ("minStopWords", "stopWordCount", FailsBelow, 2, "stop_word_filter"),
            ("maxRepeatedLineRatio", "repeatedLineRatio", FailsAbove, 0.3, "repetition_filter line"),
            ("maxRepeatedParagraphRatio", "repeatedParagraphRatio", FailsAbove, 0.3, "repetition_filter paragraph"),
            ("maxRepeatedLineCharacterRatio", "repeatedLineCharacterRatio", FailsAbove, 0.2, "repetition_filter line characters"),
            ("maxRepeatedParagraphCharacterRatio", "repeatedParagraphCharacterRatio", FailsAbove, 0.2, "repetition_filter paragraph characters"),
            ("maxTop2GramRatio", "top2GramRatio", FailsAbove, 0.2, "repetition_filter 2"),
            ("maxTop3GramRatio", "top3GramRatio", FailsAbove, 0.18, "repetition_filter 3"),
            ("maxTop4GramRatio", "top4GramRatio", FailsAbove, 0.16, "repetition_filter 4"),
            ("maxRepeated5GramRatio", "repeated5GramRatio", FailsAbove, 0.15, "repetition_filter 5"),
            ("maxRepeated6GramRatio", "repeated6GramRatio", FailsAbove, 0.14, "repetition_filter 6"),
            ("maxRepeated7GramRatio", "repeated7GramRatio", FailsAbove, 0.13, "repetition_filter 7"),
            ("maxRepeated8GramRatio", "repeated8GramRatio", FailsAbove, 0.12, "repetition_filter 8"),
            ("maxRepeated9GramRatio", "repeated9GramRatio", FailsAbove, 0.11, "repetition_filter 9"),
            ("maxRepeated10GramRatio", "repeated10GramRatio", FailsAbove, 0.10, "repetition_filter 10"),
            ("maxRemovedWordRatio", "removedWordRatio", FailsAbove, 0.05, "word_removal_ratio_filter"),
        ]);

    /// <summary>Gopher's rules as Dolma's tagger gopher_v1 measures and its mixes of Common Crawl apply them.</summary>
    public static RuleProfile Dolma { get; } = OfTable(
        RuleProfiles.Dolma,
        "dolma.",
        DolmaMeter.Columns,
        () => new DolmaMeter(),
        [
            ("minWords", "wordCount", FailsBelow, 50, "gopher_v1__word_count"),
            ("maxWords", "wordCount", FailsAbove, 100_000, "gopher_v1__word_count"),
            ("minMedianWordLength", "medianWordLength", FailsBelow, 3, "gopher_v1__median_word_length"),
            ("maxMedianWordLength", "medianWordLength", FailsAbove, 10, "gopher_v1__median_word_length"),
            ("maxSymbolRatio", "symbolRatio", FailsAbove, 0.1, "gopher_v1__symbol_to_word_ratio"),
            ("minAlphabeticWordRatio", "alphabeticWordRatio", FailsBelow, 0.8, "gopher_v1__fraction_of_words_with_alpha_character"),
            ("minRequiredWords", "requiredWordCount", FailsBelow, 2, "gopher_v1__required_word_count"),
            ("maxBulletLineRatio", "bulletLineRatio", FailsAbove, 0.9, "gopher_v1__fraction_of_lines_starting_with_bullet_point"),
            ("maxEllipsisLineRatio", "ellipsisLineRatio", FailsAbove, 0.3, "gopher_v1__fraction_of_lines_ending_with_ellipsis"),
            ("maxDuplicateLineRatio", "duplicateLineRatio", FailsAbove, 0.3, "gopher_v1__fraction_of_duplicate_lines"),
            ("maxDuplicateLineCharacterRatio", "duplicateLineCharacterRatio", FailsAbove, 0.3, "gopher_v1__fraction_of_characters_in_duplicate_lines"),
            ("maxMostCommon2GramRatio", "mostCommon2GramRatio", FailsAbove, 0.2, "gopher_v1__fraction_of_characters_in_most_common_2grams"),
            ("maxMostCommon3GramRatio", "mostCommon3GramRatio", FailsAbove, 0.18, "gopher_v1__fraction_of_characters_in_most_common_3grams"),
            ("maxMostCommon4GramRatio", "mostCommon4GramRatio", FailsAbove, 0.16, "gopher_v1__fraction_of_characters_in_most_common_4grams"),
            ("maxDuplicate5GramRatio", "duplicate5GramRatio", FailsAbove, 0.15, "gopher_v1__fraction_of_characters_in_duplicate_5grams"),
            ("maxDuplicate6GramRatio", "duplicate6GramRatio", FailsAbove, 0.14, "gopher_v1__fraction_of_characters_in_duplicate_6grams"),
            ("maxDuplicate7GramRatio", "duplicate7GramRatio", FailsAbove, 0.13, "gopher_v1__fraction_of_characters_in_duplicate_7grams"),
            ("maxDuplicate8GramRatio", "duplicate8GramRatio", FailsAbove, 0.12, "gopher_v1__fraction_of_characters_in_duplicate_8grams"),
            ("maxDuplicate9GramRatio", "duplicate9GramRatio", FailsAbove, 0.11, "gopher_v1__fraction_of_characters_in_duplicate_9grams"),
            ("maxDuplicate10GramRatio", "duplicate10GramRatio", FailsAbove, 0.10, "gopher_v1__fraction_of_characters_in_duplicate_10grams"),
        ]);

    private static RuleProfile OfTable(
        string name,
        string prefix,
        IReadOnlyList<string> columns,
        Func<ProfileMeter> createMeter,
        (string Rule, string Column, Comparison Comparison, double Threshold, string Reason)[] table) => new(
            name,
            columns,
            [.. table.Select(row => new Rule(prefix + row.Rule, prefix + row.Column, row.Comparison, row.Threshold))],
            table.ToDictionary(row => prefix + row.Rule, row => row.Reason),
            createMeter);
}
