using CsCheck;
using DataCuration.Documents;
using DataCuration.Rephrasing.Checks;

namespace DataCuration.Tests.Rephrasing;

public sealed class OutputCheckTests
{
    private const string Source =
        "The lighthouse was built in 1874 by the harbour board, and its lamp was lit by oil until 1921. It stands 42 metres high. " +
        "Keepers lived beside it with their families and grew vegetables in the thin soil of the island, which ships from the mainland reached once a month.";

    private const string Good =
        "In 1874 the harbour board put up a lighthouse 42 metres in height, whose lamp burned oil up to 1921. " +
        "The men who kept it had their families with them, and all tended small gardens on poor island ground, since a boat came only every month.";

    private static readonly OutputCheckOptions Paraphrase = new() { IsParaphrase = true, MinLengthRatio = 0.5, MaxLengthRatio = 2 };

    [Fact]
    public void A_faithful_paraphrase_passes_and_has_a_value_in_each_column_that_applies()
    {
        CheckedOutput result = OutputChecks.Run(new GeneratedOutput(Source, $"Here is the paraphrase:\n\n{Good}\n\nI hope this helps!", "stop"), Paraphrase);

        result.FailedCheck.Should().BeNull();
        result.Text.Should().Be(Good);
        result.Values.Select(value => value.Name).Should().Equal(OutputChecks.Names).And.HaveCount(14);
        result.Values.Where(value => value.Outcome == CheckOutcome.NotRun).Select(value => value.Name).Should().Equal("language", "embedding", "quality");
        result.Values.Where(value => value.Outcome == CheckOutcome.Passed).Should().HaveCount(11).And.OnlyContain(value => value.Value != null);
    }

    [Fact]
    public void A_check_that_was_not_run_or_not_reached_is_never_one_that_passed()
    {
        CheckedOutput failed = OutputChecks.Run(new GeneratedOutput(Source, Source, "stop") { Quality = _ => 1 }, Paraphrase);
        CheckedOutput measured = OutputChecks.Run(new GeneratedOutput(Source, Good, "stop") { Quality = _ => 0.2, Cosine = (_, _) => 0.3, LanguageProbability = _ => null }, Paraphrase);

        failed.Values.SkipWhile(value => !value.HasFailed).Skip(1).Should().HaveCount(6).And.OnlyContain(value => value.Outcome == CheckOutcome.NotReached && value.Value == null);
        measured.Values.TakeLast(4).Select(value => value.Outcome).Should().Equal(CheckOutcome.NotApplicable, CheckOutcome.Passed, CheckOutcome.Measured, CheckOutcome.Measured);
        measured.Values.TakeLast(2).Select(value => value.Value).Should().Equal(0.3, 0.2);
    }

    [Theory]
    [InlineData("finish", Good, "length")]
    [InlineData("think", "<think>I should begin with the date", "stop")]
    [InlineData("refusal", "I'm sorry, but that text is not something for me.", "stop")]
    [InlineData("length-ratio", "A lighthouse of 1874, 1921, 42.", "stop")]
    [InlineData("copy", Source, "stop")]
    [InlineData("numbers", "In 1875 the harbour board put up a lighthouse 43 metres in height, whose lamp burned oil up to 1922. The men who kept it had their families with them.", "stop")]
    [InlineData("entities", "In 1874 the harbour board and the Royal Navy of King George put up a lighthouse 42 metres high, and its lamp burned oil until 1921 near Cape Wrath.", "stop")]
    [InlineData("repetition", "In 1874 it was built 42 metres high until 1921. The lamp was lit again and the lamp was lit again and the lamp was lit again and the lamp was lit again and the lamp was lit again.", "stop")]
    public void Each_fault_is_counted_under_its_own_check(string check, string text, string finish) =>
        OutputChecks.Run(new GeneratedOutput(Source, text, finish), Paraphrase).FailedCheck.Should().Be(check);

    [Fact]
    public void Missing_required_prefix_fails_and_a_present_one_is_taken_off()
    {
        OutputCheckOptions options = Paraphrase with { RequiredPrefix = "Here is a paraphrased version:" };

        OutputChecks.Run(new GeneratedOutput(Source, Good, "stop"), options).FailedCheck.Should().Be("preamble");
        OutputChecks.Run(new GeneratedOutput(Source, $"Here is a paraphrased version: {Good}", "stop"), options).Text.Should().Be(Good);
    }

    [Fact]
    public void Values_measured_outside_decide_language_embedding_and_quality()
    {
        GeneratedOutput output = new(Source, Good, "stop");
        OutputCheckOptions options = Paraphrase with { MinCosine = 0.6, MinQuality = 0.5 };

        OutputChecks.Run(output with { LanguageProbability = _ => 0.1 }, options).FailedCheck.Should().Be("language");
        OutputChecks.Run(output with { Cosine = (_, _) => 0.5 }, options).FailedCheck.Should().Be("embedding");
        OutputChecks.Run(output with { Quality = _ => double.NaN }, options).FailedCheck.Should().Be("quality");
        OutputChecks.Run(output with { LanguageProbability = _ => 0.9, Cosine = (_, _) => 0.7, Quality = _ => 0.5 }, options).FailedCheck.Should().BeNull();
    }

    [Theory]
    [InlineData("\"A short text.\"", "A short text.")]
    [InlineData("```text\nA short text.\n```", "A short text.")]
    [InlineData("\"Come,\" he said, \"now.\"", "\"Come,\" he said, \"now.\"")]
    public void One_pair_around_the_whole_is_taken_off(string text, string expected) => Surroundings.WithoutWrapping(text).Should().Be(expected);

    [Fact]
    public void Runs_of_words_are_counted_as_by_their_texts() =>
        Gen.Int[0, 5].Array[0, 60].Select(Gen.Int[0, 5].Array[0, 60]).Sample((left, right) =>
        {
            string source = string.Join(' ', left.Select(word => "word" + word));
            string output = string.Join(' ', right.Select(word => "word" + word));

            CopyComparison.CopiedShare(source, output).Should().Be(CopiedByText(left, right));
            WordRepetition.WorstExcess(output).Should().BeApproximately(ExcessByText(right), 1e-9);
        }, iter: 300, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Numbers_are_compared_by_value()
    {
        NumberComparison.NovelShare("1,234.5 m in 1999", "1234.5 metres, 1999").Should().Be(0);
        NumberComparison.NovelShare("1,234.5 m in 1999", "1234.50 metres, 2000").Should().Be(0.5);
        NumberComparison.NovelShare("It is 7 km.", "1. It is 7 km.\n2. It is far.").Should().Be(0);
        NumberComparison.RetainedShare("12 of 40", "12 of many").Should().Be(0.5);
    }

    [Fact]
    public void Pairs_without_a_first_question_are_none()
    {
        QuestionAnswerPairs.Parse("Some words.\nQuestion: A?\nAnswer: B.").Should().BeEmpty();
        QuestionAnswerPairs.Parse("Question: A?\nAnswer: B.\n\n- Question: C?\n- Answer: D.\nMore.\nQuestion: E?")
            .Should().Equal("Question: A?\nAnswer: B.", "Question: C?\nAnswer: D.\nMore.");
    }

    [Fact]
    public void The_same_pairs_are_kept_everywhere_and_within_the_bounds()
    {
        string[] pairs = [.. Enumerable.Range(0, 8).Select(i => $"Question: {i}?\nAnswer: {i}.")];
        DocumentId[] ids = [.. Enumerable.Range(0, 200).Select(i => DocumentId.Create("web", "a.jsonl", i))];

        List<int> counts = [.. ids.Select(id => QuestionAnswerPairs.Choose(pairs, sourceTokens: 60, id, seed: 7).Count)];

        counts.Distinct().Order().Should().Equal(1, 2, 3, 4); // 10 * 60 / 150 = 4.
        QuestionAnswerPairs.Choose(pairs, 60, ids[0], 7).Should().Equal(QuestionAnswerPairs.Choose([.. pairs], 60, ids[0], 7));
        QuestionAnswerPairs.Choose(pairs, 3, ids[0], 7).Should().ContainSingle();
        ids.Select(id => QuestionAnswerPairs.Choose(pairs, 1, id, 7)[0]).Distinct().Should().HaveCount(8);
    }

    private static string[] Runs(int[] words, int length) => [.. Enumerable.Range(0, Math.Max(0, words.Length - length + 1)).Select(i => string.Join(' ', words.Skip(i).Take(length)))];

    private static double CopiedByText(int[] source, int[] output)
    {
        string[] runs = Runs(output, Math.Min(13, output.Length));
        return output.Length == 0 ? 0 : (double)runs.Count(Runs(source, Math.Min(13, output.Length)).Contains) / runs.Length;
    }

    // All words have five letters, so shares of letters are shares of words.
    private static double ExcessByText(int[] words)
    {
        if (words.Length == 0)
            return 0;
        double worst = 0;
        foreach ((int length, double most) in ((int, double)[])[(2, 0.20), (3, 0.18), (4, 0.16)])
            worst = Math.Max(worst, Runs(words, length).GroupBy(run => run).Where(group => group.Count() >= 3).Select(group => group.Count() * length).DefaultIfEmpty().Max() / (most * words.Length));
        foreach ((int length, double most) in ((int, double)[])[(5, 0.15), (6, 0.14), (7, 0.13), (8, 0.12), (9, 0.11), (10, 0.10)])
        {
            string[] runs = Runs(words, length);
            HashSet<int> covered = [.. runs.Index().GroupBy(run => run.Item).Where(group => group.Count() >= 3).SelectMany(group => group.Skip(1)).SelectMany(run => Enumerable.Range(run.Index, length))];
            worst = Math.Max(worst, covered.Count / (most * words.Length));
        }

        return worst;
    }
}
