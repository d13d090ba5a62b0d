namespace DataCuration.Tests.Quality.Rules;

/// <summary>Which rule stands for which of datatrove's reasons.</summary>
internal static class DatatroveReasonRules
{
    private static readonly Dictionary<string, string> RuleOfReason = new()
    {
        ["gopher_short_doc"] = "minWords",
        ["gopher_long_doc"] = "maxWords",
        ["gopher_below_avg_threshold"] = "minMeanWordLength",
        ["gopher_above_avg_threshold"] = "maxMeanWordLength",
        ["gopher_below_alpha_threshold"] = "minAlphabeticWordRatio",
        ["gopher_too_many_bullets"] = "maxBulletLineRatio",
        ["gopher_too_many_end_ellipsis"] = "maxEllipsisLineRatio",
        ["gopher_too_many_hashes"] = "maxHashRatio",
        ["gopher_too_many_ellipsis"] = "maxEllipsisRatio",
        ["gopher_enough_stop_words"] = "minStopWords",
        ["EXCEPTION ZeroDivisionError"] = "notEmpty",
        ["dup_para_frac"] = "maxDuplicateParagraphRatio",
        ["dup_para_char_frac"] = "maxDuplicateParagraphCharacterRatio",
        ["dup_line_frac"] = "maxDuplicateLineRatio",
        ["dup_line_char_frac"] = "maxDuplicateLineCharacterRatio",
        ["top_2_gram"] = "maxTop2GramRatio",
        ["top_3_gram"] = "maxTop3GramRatio",
        ["top_4_gram"] = "maxTop4GramRatio",
        ["duplicated_5_n_grams"] = "maxDuplicate5GramRatio",
        ["duplicated_6_n_grams"] = "maxDuplicate6GramRatio",
        ["duplicated_7_n_grams"] = "maxDuplicate7GramRatio",
        ["duplicated_8_n_grams"] = "maxDuplicate8GramRatio",
        ["duplicated_9_n_grams"] = "maxDuplicate9GramRatio",
        ["duplicated_10_n_grams"] = "maxDuplicate10GramRatio",
        ["empty"] = "notEmpty",
        ["line_punct_ratio"] = "minTerminalPunctuationLineRatio",
        ["short_line_ratio"] = "maxShortLineRatio",
        ["char_dup_ratio"] = "maxDuplicateLineCharacterRatio",
        ["list_ratio"] = "maxLineBreakRatio",
        ["lorem_ipsum"] = "dropLoremIpsum",
        ["curly_bracket"] = "dropCurlyBracket",
        ["too_few_sentences"] = "minSentences",
    };

    public static string? RuleOf(string? reason) => reason is null ? null : RuleOfReason[reason];
}
