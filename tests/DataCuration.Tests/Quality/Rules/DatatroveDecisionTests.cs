#pragma warning disable CA5350 // The golden files hold SHA-1.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.English;
using DataCuration.Quality.Rules.Words;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules;

/// <summary>Decisions of datatrove 0.10.0 on the golden documents: every one, with its first reason.</summary>
public sealed class DatatroveDecisionTests
{
    public static TheoryData<string, string, RulesOptions> RuleSets => new()
    {
        { "gopherQuality", "gopher_quality", new RulesOptions { GopherQuality = new() } },
        { "gopherRepetition", "gopher_rep", new RulesOptions { GopherRepetition = new() } },
        { "fineWeb", "fineweb", new RulesOptions { FineWeb = new() } },
        { "c4", "c4", new RulesOptions { C4 = new() } },
        { "c4AllLines", "c4_fineweb", new RulesOptions { C4 = new() { RequireTerminalPunctuation = false } } },
    };

    [Theory]
    [MemberData(nameof(RuleSets))]
    public void Judge_gives_datatroves_first_reason(string field, string openField, RulesOptions options)
    {
        RuleSet rules = RuleSet.From(options);
        MetricsCalculator calculator = new(RuleProfiles.Datatrove);

        foreach (JsonElement document in GoldenDocuments.All)
        {
            string? reason = document.GetProperty(field).GetString();
            FirstFailure(calculator, rules, document).Should().Be(DatatroveReasonRules.RuleOf(reason), $"{document.Id()} {field}");
        }

        foreach (JsonElement document in GoldenDocuments.Open)
        {
            string? reason = document.GetProperty(openField)[1].GetString();
            FirstFailure(calculator, rules, document).Should().Be(DatatroveReasonRules.RuleOf(reason), $"{document.Id()} {openField}");
        }
    }

    [Fact]
    public void Words_and_sentences_are_those_of_compiled_spaCy()
    {
        SpacyTokenizer tokenizer = new();
        DocumentWords words = new();

        foreach (JsonElement document in GoldenDocuments.Open)
        {
            byte[] text = document.Text();
            tokenizer.BeginDocument();
            tokenizer.Split(text, words);

            words.Count.Should().Be(document.GetProperty("n_words").GetInt32(), document.Id());
            HashOf(Enumerable.Range(0, words.Count).Select(i => Encoding.UTF8.GetString(words.Vocabulary.Text(words.Id(i)))))
                .Should().Be(document.GetProperty("words_sha1").GetString(), document.Id());
            SentenceCounter.Count(words).Should().Be(document.GetProperty("n_sentences").GetInt32(), document.Id());
            int[] bounds = [0, .. SentenceCounter.Cuts(words), text.Length];
            HashOf(bounds.Zip(bounds.Skip(1), (start, end) => Encoding.UTF8.GetString(text[start..end])))
                .Should().Be(document.GetProperty("sentences_sha1").GetString(), document.Id());
        }
    }

    [Fact]
    public void Word_metrics_are_datatroves()
    {
        MetricsCalculator calculator = new(RuleProfiles.Datatrove);

        foreach (JsonElement document in GoldenDocuments.Open)
        {
            GopherQualityMetrics quality = calculator.Measure(document.Text()).GopherQuality;

            quality.WordCount.Should().Be(document.GetProperty("n_non_symbol_words").GetInt32(), document.Id());
            quality.MeanWordLength.Should().BeApproximately(Number(document, "avg_word_len"), 1e-6, document.Id());
            quality.AlphabeticWordRatio.Should().BeApproximately(Number(document, "alpha_ratio"), 1e-6, document.Id());
        }
    }

    [Theory]
    [InlineData("c4", true)]
    [InlineData("c4_fineweb", false)]
    public void Rewritten_text_is_the_one_that_C4_leaves(string field, bool requireTerminalPunctuation)
    {
        C4Lines lines = new();
        int compared = 0;

        foreach (JsonElement document in GoldenDocuments.Open.Where(document => document.TryGetProperty(field + "_sha1", out _)))
        {
            byte[] rewritten = lines.Rewrite(document.Text(), requireTerminalPunctuation);

            Convert.ToHexStringLower(SHA1.HashData(rewritten)).Should().Be(document.GetProperty(field + "_sha1").GetString(), document.Id());
            compared++;
        }

        compared.Should().BeGreaterThan(60);
    }

    private static double Number(JsonElement document, string name) =>
        document.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : 0;

    private static string HashOf(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))));

    private static string? FirstFailure(MetricsCalculator calculator, RuleSet rules, JsonElement document)
    {
        DocumentMetrics metrics = calculator.Measure(document.Text());
        ColumnTable table = new([new DocumentId(1)], MetricColumns.ToColumns([metrics]));
        return rules.Bind(table).Judge(0).Select(failed => failed.Rule.Name.Split('.')[1]).FirstOrDefault();
    }
}
