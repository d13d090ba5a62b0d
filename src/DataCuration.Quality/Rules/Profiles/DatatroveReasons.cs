namespace DataCuration.Quality.Rules.Profiles;

/// <summary>What datatrove 0.10 calls each failed rule.</summary>
internal static class DatatroveReasons
{
    /// <summary>By rule.</summary>
    public static IReadOnlyDictionary<string, string> ByRule { get; } = new Dictionary<string, string>
    {
        ["gopherQuality.minWords"] = "gopher_short_doc",
        ["gopherQuality.maxWords"] = "gopher_long_doc",
        ["gopherQuality.minMeanWordLength"] = "gopher_below_avg_threshold",
        ["gopherQuality.maxMeanWordLength"] = "gopher_above_avg_threshold",
        ["gopherQuality.maxHashRatio"] = "gopher_too_many_hashes",
        ["gopherQuality.maxEllipsisRatio"] = "gopher_too_many_ellipsis",
        ["gopherQuality.maxBulletLineRatio"] = "gopher_too_many_bullets",
        ["gopherQuality.maxEllipsisLineRatio"] = "gopher_too_many_end_ellipsis",
        ["gopherQuality.minAlphabeticWordRatio"] = "gopher_below_alpha_threshold",
        ["gopherQuality.minStopWords"] = "gopher_enough_stop_words",
        ["gopherRepetition.notEmpty"] = "EXCEPTION ZeroDivisionError",
        ["gopherRepetition.maxDuplicateParagraphRatio"] = "dup_para_frac",
        ["gopherRepetition.maxDuplicateParagraphCharacterRatio"] = "dup_para_char_frac",
        ["gopherRepetition.maxDuplicateLineRatio"] = "dup_line_frac",
        ["gopherRepetition.maxDuplicateLineCharacterRatio"] = "dup_line_char_frac",
        ["gopherRepetition.maxTop2GramRatio"] = "top_2_gram",
        ["gopherRepetition.maxTop3GramRatio"] = "top_3_gram",
        ["gopherRepetition.maxTop4GramRatio"] = "top_4_gram",
        ["gopherRepetition.maxDuplicate5GramRatio"] = "duplicated_5_n_grams",
        ["gopherRepetition.maxDuplicate6GramRatio"] = "duplicated_6_n_grams",
        ["gopherRepetition.maxDuplicate7GramRatio"] = "duplicated_7_n_grams",
        ["gopherRepetition.maxDuplicate8GramRatio"] = "duplicated_8_n_grams",
        ["gopherRepetition.maxDuplicate9GramRatio"] = "duplicated_9_n_grams",
        ["gopherRepetition.maxDuplicate10GramRatio"] = "duplicated_10_n_grams",
        ["c4.dropLoremIpsum"] = "lorem_ipsum",
        ["c4.dropCurlyBracket"] = "curly_bracket",
        ["c4.minSentences"] = "too_few_sentences",
        ["fineWeb.notEmpty"] = "empty",
        ["fineWeb.minTerminalPunctuationLineRatio"] = "line_punct_ratio",
        ["fineWeb.maxShortLineRatio"] = "short_line_ratio",
        ["fineWeb.maxDuplicateLineCharacterRatio"] = "char_dup_ratio",
        ["fineWeb.maxLineBreakRatio"] = "list_ratio",
    };
}
