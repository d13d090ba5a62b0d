using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules;

/// <summary>Decisions of datatrove 0.10.0 on the golden documents, where they do not hang on spaCy's tokens.</summary>
public sealed class DatatroveDecisionTests
{
    private static readonly Dictionary<string, string> RuleOfReason = new()
    {
        ["gopher_short_doc"] = "minWords",
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
        ["empty"] = "notEmpty",
        ["line_punct_ratio"] = "minTerminalPunctuationLineRatio",
        ["short_line_ratio"] = "maxShortLineRatio",
        ["char_dup_ratio"] = "maxDuplicateLineCharacterRatio",
        ["list_ratio"] = "maxLineBreakRatio",
        ["lorem_ipsum"] = "dropLoremIpsum",
        ["curly_bracket"] = "dropCurlyBracket",
        ["too_few_sentences"] = "minSentences",
    };

    public static TheoryData<string, RulesOptions> RuleSets => new()
    {
        { "fineWeb", new RulesOptions { FineWeb = new() } },
        { "c4", new RulesOptions { C4 = new() } },
        { "c4AllLines", new RulesOptions { C4 = new() { RequireTerminalPunctuation = false } } },
    };

    [Theory]
    [MemberData(nameof(RuleSets))]
    public void Judge_gives_datatroves_first_reason(string field, RulesOptions options)
    {
        RuleSet rules = RuleSet.From(options);

        foreach (JsonElement document in GoldenDocuments.All)
        {
            string? reason = document.GetProperty(field).GetString();

            FirstFailure(rules, document).Should().Be(reason is null ? null : RuleOfReason[reason], $"{document.Id()} {field}");
        }
    }

    [Fact]
    public void Repetition_of_lines_and_paragraphs_gives_datatroves_first_reason()
    {
        RuleSet rules = RuleSet.From(new RulesOptions { GopherRepetition = new() });

        foreach (JsonElement document in GoldenDocuments.All)
        {
            string? reason = document.GetProperty("gopherRepetition").GetString();
            string? first = FirstFailure(rules, document);

            string? expected = reason is not null && RuleOfReason.TryGetValue(reason, out string? rule) ? rule : null;
            (first is not null && first.Contains("Gram") ? null : first).Should().Be(expected, document.Id());
        }
    }

    [Fact]
    public void Gopher_quality_reasons_that_need_no_exact_token_count_are_among_the_failed_rules()
    {
        RuleSet rules = RuleSet.From(new RulesOptions { GopherQuality = new() });
        int compared = 0;

        foreach (JsonElement document in GoldenDocuments.All)
        {
            string? reason = document.GetProperty("gopherQuality").GetString();
            if (reason is not null && RuleOfReason.TryGetValue(reason, out string? rule))
            {
                Failures(rules, document).Should().Contain("gopherQuality." + rule, document.Id());
                compared++;
            }
        }

        compared.Should().BeGreaterThan(30);
    }

    private static string? FirstFailure(RuleSet rules, JsonElement document) => Failures(rules, document).FirstOrDefault()?.Split('.')[1];

    private static IEnumerable<string> Failures(RuleSet rules, JsonElement document)
    {
        DocumentMetrics metrics = new MetricsCalculator().Measure(document.Text());
        ColumnTable table = new([new DocumentId(1)], MetricColumns.ToColumns([metrics]));
        return rules.Bind(table).Judge(0).Select(failed => failed.Rule.Name);
    }
}
