using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using static DataCuration.Quality.Rules.Comparison;

namespace DataCuration.Quality.Rules;

/// <summary>The rules of a recipe, in the order in which failures are reported. Immutable; safe for concurrent use.</summary>
public sealed class RuleSet
{
    private RuleSet(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        RequiredColumns = [.. rules.Select(rule => rule.Column).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The rules: Gopher quality, Gopher repetition, C4, FineWeb, each in the order of its options.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The columns the rules compare, each once.</summary>
    public IReadOnlyList<string> RequiredColumns { get; }

    /// <summary>The rules of the rule sets that are present; a rule set that is null drops nothing.</summary>
    public static RuleSet From(RulesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<Rule> rules = [];
        AddGopherQuality(rules, options.GopherQuality);
        AddGopherRepetition(rules, options.GopherRepetition);
        AddC4(rules, options.C4);
        AddFineWeb(rules, options.FineWeb);
        return new RuleSet(rules);
    }

    /// <summary>The rules over the columns of one part, ready to judge its rows.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks a required column.</exception>
    public PartRules Bind(ColumnTable table)
    {
        Dictionary<string, double[]> values = RequiredColumns.ToDictionary(name => name, name => MetricColumns.ReadValues(table, name));
        return new PartRules([.. Rules.Select(rule => (rule, values[rule.Column]))]);
    }

    private static void AddGopherQuality(List<Rule> rules, GopherQualityOptions? options)
    {
        if (options is null)
        {
            return;
        }

        rules.Add(new("gopherQuality.minWords", "gopherQuality.wordCount", FailsBelow, options.MinWords));
        rules.Add(new("gopherQuality.maxWords", "gopherQuality.wordCount", FailsAbove, options.MaxWords));
        rules.Add(new("gopherQuality.minMeanWordLength", "gopherQuality.meanWordLength", FailsBelow, options.MinMeanWordLength));
        rules.Add(new("gopherQuality.maxMeanWordLength", "gopherQuality.meanWordLength", FailsAbove, options.MaxMeanWordLength));
        rules.Add(new("gopherQuality.maxHashRatio", "gopherQuality.hashRatio", FailsAbove, options.MaxHashRatio));
        rules.Add(new("gopherQuality.maxEllipsisRatio", "gopherQuality.ellipsisRatio", FailsAbove, options.MaxEllipsisRatio));
        rules.Add(new("gopherQuality.maxBulletLineRatio", "gopherQuality.bulletLineRatio", FailsAbove, options.MaxBulletLineRatio));
        rules.Add(new("gopherQuality.maxEllipsisLineRatio", "gopherQuality.ellipsisLineRatio", FailsAbove, options.MaxEllipsisLineRatio));
        rules.Add(new("gopherQuality.minAlphabeticWordRatio", "gopherQuality.alphabeticWordRatio", FailsBelow, options.MinAlphabeticWordRatio));
        rules.Add(new("gopherQuality.minStopWords", "gopherQuality.stopWordCount", FailsBelow, options.MinStopWords));
    }

    private static void AddGopherRepetition(List<Rule> rules, GopherRepetitionOptions? options)
    {
        if (options is null)
        {
            return;
        }

        // An empty text repeats nothing, yet datatrove dies on it: it is dropped by name.
        rules.Add(new("gopherRepetition.notEmpty", "text.codePointCount", FailsBelow, 1));
        void Add(string rule, string column, double threshold) =>
            rules.Add(new("gopherRepetition." + rule, "gopherRepetition." + column, FailsAbove, threshold));

        Add("maxDuplicateParagraphRatio", "duplicateParagraphRatio", options.MaxDuplicateParagraphRatio);
        Add("maxDuplicateParagraphCharacterRatio", "duplicateParagraphCharacterRatio", options.MaxDuplicateParagraphCharacterRatio);
        Add("maxDuplicateLineRatio", "duplicateLineRatio", options.MaxDuplicateLineRatio);
        Add("maxDuplicateLineCharacterRatio", "duplicateLineCharacterRatio", options.MaxDuplicateLineCharacterRatio);
        Add("maxTop2GramRatio", "top2GramRatio", options.MaxTop2GramRatio);
        Add("maxTop3GramRatio", "top3GramRatio", options.MaxTop3GramRatio);
        Add("maxTop4GramRatio", "top4GramRatio", options.MaxTop4GramRatio);
        Add("maxDuplicate5GramRatio", "duplicate5GramRatio", options.MaxDuplicate5GramRatio);
        Add("maxDuplicate6GramRatio", "duplicate6GramRatio", options.MaxDuplicate6GramRatio);
        Add("maxDuplicate7GramRatio", "duplicate7GramRatio", options.MaxDuplicate7GramRatio);
        Add("maxDuplicate8GramRatio", "duplicate8GramRatio", options.MaxDuplicate8GramRatio);
        Add("maxDuplicate9GramRatio", "duplicate9GramRatio", options.MaxDuplicate9GramRatio);
        Add("maxDuplicate10GramRatio", "duplicate10GramRatio", options.MaxDuplicate10GramRatio);
    }

    private static void AddC4(List<Rule> rules, C4Options? options)
    {
        if (options is null)
        {
            return;
        }

        bool isStrict = options.RequireTerminalPunctuation;
        if (options.DropLoremIpsum)
        {
            rules.Add(new("c4.dropLoremIpsum", isStrict ? "c4.hasLoremIpsum" : "c4.hasLoremIpsumOnAnyLine", FailsAbove, 0));
        }

        if (options.DropCurlyBracket)
        {
            rules.Add(new("c4.dropCurlyBracket", isStrict ? "c4.hasCurlyBracket" : "c4.hasCurlyBracketOnAnyLine", FailsAbove, 0));
        }

        rules.Add(new("c4.minSentences", isStrict ? "c4.sentenceCount" : "c4.sentenceCountOfAllLines", FailsBelow, options.MinSentences));
    }

    private static void AddFineWeb(List<Rule> rules, FineWebOptions? options)
    {
        if (options is null)
        {
            return;
        }

        rules.Add(new("fineWeb.notEmpty", "fineWeb.lineCount", FailsBelow, 1));
        rules.Add(new("fineWeb.minTerminalPunctuationLineRatio", "fineWeb.terminalPunctuationLineRatio", FailsBelow, options.MinTerminalPunctuationLineRatio));
        rules.Add(new("fineWeb.maxShortLineRatio", "fineWeb.shortLineRatio", FailsAbove, options.MaxShortLineRatio));
        rules.Add(new("fineWeb.maxDuplicateLineCharacterRatio", "fineWeb.duplicateLineCharacterRatio", FailsAbove, options.MaxDuplicateLineCharacterRatio));
        rules.Add(new("fineWeb.maxLineBreakRatio", "fineWeb.lineBreakRatio", FailsAbove, options.MaxLineBreakRatio));
    }
}
