namespace DataCuration.Documents.Recipes;

/// <summary>The numeric columns that <c>pools.by</c> and <c>deduplicate.keep</c> may name.</summary>
public static class ScoreColumnNames
{
    /// <summary>The classifier's score; there when the recipe has <c>quality.classifier</c>.</summary>
    public const string Classifier = "quality.classifier";

    /// <summary>The importance weight for a target; there when the recipe has <c>quality.importance</c>.</summary>
    public const string Importance = "quality.importance";

    /// <summary>The perplexity a word under the recipe's language model, lower is better; there when the recipe has <c>quality.perplexity</c>.</summary>
    public const string Perplexity = "quality.perplexity";

    /// <summary>The bucket that several scores give together; there when the recipe has <c>quality.ensemble</c>.</summary>
    public const string Ensemble = "quality.ensemble";

    /// <summary>The columns of steps that a recipe may leave out. Each is named as the recipe's section that makes it.</summary>
    public static IReadOnlyList<string> Optional { get; } = [Classifier, Importance, Perplexity, Ensemble];

    /// <summary>The columns that a run computes whose profile brings no rules: the text's length and what the rules compare.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        "textBytes",
        "text.codePointCount", "text.tokenCount", "text.lineCount", "text.sentenceCount",
        "gopherQuality.wordCount", "gopherQuality.meanWordLength", "gopherQuality.hashRatio", "gopherQuality.ellipsisRatio",
        "gopherQuality.bulletLineRatio", "gopherQuality.ellipsisLineRatio", "gopherQuality.alphabeticWordRatio", "gopherQuality.stopWordCount",
        "gopherRepetition.duplicateParagraphRatio", "gopherRepetition.duplicateParagraphCharacterRatio",
        "gopherRepetition.duplicateLineRatio", "gopherRepetition.duplicateLineCharacterRatio",
        "gopherRepetition.top2GramRatio", "gopherRepetition.top3GramRatio", "gopherRepetition.top4GramRatio",
        "gopherRepetition.duplicate5GramRatio", "gopherRepetition.duplicate6GramRatio", "gopherRepetition.duplicate7GramRatio",
        "gopherRepetition.duplicate8GramRatio", "gopherRepetition.duplicate9GramRatio", "gopherRepetition.duplicate10GramRatio",
        "c4.sentenceCount", "c4.sentenceCountOfAllLines",
        "c4.hasLoremIpsum", "c4.hasLoremIpsumOnAnyLine", "c4.hasCurlyBracket", "c4.hasCurlyBracketOnAnyLine",
        "fineWeb.lineCount", "fineWeb.terminalPunctuationLineRatio", "fineWeb.shortLineRatio",
        "fineWeb.duplicateLineCharacterRatio", "fineWeb.lineBreakRatio",
    ];
}
