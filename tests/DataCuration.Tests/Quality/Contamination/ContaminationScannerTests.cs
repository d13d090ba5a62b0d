using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Contamination;

namespace DataCuration.Tests.Quality.Contamination;

public sealed class ContaminationScannerTests
{
    /// <summary>Items of HellaSwag (Zellers et al. 2019, MIT) and the documents of datatrove's own test; kept are those that it keeps.</summary>
    [Theory]
    [InlineData(false, false, new[] { 0, 2, 3, 4, 5, 6 })]
    [InlineData(true, false, new[] { 2, 3, 5, 6 })]
    [InlineData(false, true, new[] { 0, 3, 4, 5, 6 })]
    public void Any_12_gram_keeps_what_datatrove_keeps(bool queryGrams, bool bridgingGrams, int[] kept)
    {
        EvaluationItem[] items =
        [
            new("hellaswag", "1", "Clean and jerk: A lady walks to a barbell. She bends down and grabs the pole. the lady", "stands and lifts the weight over her head."),
            new("hellaswag", "17", "Cheerleading: A group of cheerleaders run onto a stage before a cheering audience. they", "get into formation, then begin dancing and flipping as male cheerleaders join them."),
            new("hellaswag", "21", "Cutting the grass: A man is outside of a building. He is using commercial lawn mowing equipment. he", "walks back and forth as he mows the grass."),
            new("hellaswag", "33", "Cutting the grass: A man walks outside plugs his lawn mower in and gets ready to mow. he", "starts mowing his lawn casually going over all the grass."),
        ];
        string[] texts =
        [
            "A lady walks to a barbell. She bends down and grabs the pole.",
            "get into formation, then begin dancing and flipping as male cheerleaders join them.",
            "He is using commercial lawn mowing equipment. he walks back and forth as he mows the grass.",
            "He is using commercial lawn mowing equipment. he is animated as he does the task.",
            "walks outside plugs his lawn mower in and gets ready to mow",
            "",
            "walks outside plugs his lawn mower in and gets ready to",
        ];
        ContaminationOptions options = new() { Sets = [], Rule = ContaminationRule.Any12, QueryGrams = queryGrams };
        ContaminationScanner scanner = new(ContaminationIndex.Build(items, options, bridgingGrams), options);

        int[] passed = [.. Enumerable.Range(0, texts.Length).Where(i =>
        {
            scanner.Scan(Encoding.UTF8.GetBytes($"Nothing is so painful to the human mind as a great and sudden change. {texts[i]} Beware; for I am fearless, and therefore powerful."));
            return scanner.Score == 0;
        })];

        passed.Should().Equal(kept);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Tulu_needs_more_than_half_of_twenty_words(int shared, bool isContaminated)
    {
        ContaminationScanner scanner = Tulu(Words("item", 20));

        scanner.Scan(Encoding.UTF8.GetBytes($"before {string.Join(' ', Words("item", 20).Take(shared))} after"));

        scanner.Score.Should().Be(shared / 20.0);
        scanner.Matches.Count.Should().Be(isContaminated ? 1 : 0);
    }

    [Fact]
    public void Tulu_counts_one_document_at_a_time()
    {
        ContaminationScanner scanner = Tulu(Words("item", 30));

        scanner.Scan(Encoding.UTF8.GetBytes(string.Join(' ', Words("item", 30).Take(9))));
        scanner.Score.Should().Be(0.3);
        scanner.Scan(Encoding.UTF8.GetBytes(string.Join(' ', Words("item", 30).Skip(21))));
        scanner.Score.Should().Be(0.3, "what the document before held does not count");
        scanner.Matches.Should().BeEmpty();
    }

    [Fact]
    public void Match_names_item_share_and_the_passage_whatever_case_and_punctuation()
    {
        ContaminationScanner scanner = Tulu("What colour is the sky on a clear day in June?".Split(' '));
        string document = "Quiz! WHAT COLOUR IS, the sky on a clear day -- in June... Blue.";

        scanner.Scan(Encoding.UTF8.GetBytes(document));

        ContaminationMatch match = scanner.Matches.Single();
        match.Share.Should().Be(1);
        document.Substring(match.Start, match.Length).Should().Be("WHAT COLOUR IS, the sky on a clear day -- in June");
    }

    [Fact]
    public void Grams_of_many_items_are_no_evidence_unless_an_item_has_no_other()
    {
        const string Instruction = "please choose the one correct answer to the question below";
        EvaluationItem[] items = [.. Enumerable.Range(0, 20).Select(i => new EvaluationItem("s", $"{i}", $"{Instruction} {string.Join(' ', Words($"q{i}x", 20))}", "")), new("s", "bare", Instruction, "")];
        ContaminationOptions options = new() { Sets = [] };
        ContaminationIndex index = ContaminationIndex.Build(items, options);
        ContaminationScanner scanner = new(index, options);

        scanner.Scan(Encoding.UTF8.GetBytes($"Exam rules: {Instruction} and sign."));

        index.IgnoredGramCount.Should().Be(3);
        scanner.Matches.Select(match => items[match.Item].Name).Should().Equal("bare");
        ContaminationSelfCheck.Missed(index, options).Should().BeEmpty();
    }

    [Theory]
    [InlineData(ContaminationRule.Tulu8)]
    [InlineData(ContaminationRule.Any12)]
    [InlineData(ContaminationRule.Gpt3)]
    public void Every_planted_item_is_found_however_short(ContaminationRule rule)
    {
        EvaluationItem[] items = [.. Enumerable.Range(1, 40).Select(n => new EvaluationItem("s", $"{n}", string.Join(' ', Words($"w{n}y", n)), n % 3 == 0 ? $"answer {n}" : "")), new("s", "cjk", "天空在晴朗的日子里是什么颜色", "蓝色"), new("s", "empty", "?!", "")];
        ContaminationOptions options = new() { Sets = [], Rule = rule };

        ContaminationSelfCheck.Missed(ContaminationIndex.Build(items, options), options).Should().BeEmpty();
    }

    [Fact]
    public void Self_check_tells_what_a_rule_cannot_find()
    {
        EvaluationItem[] items = [new("s", "1", string.Join(' ', Words("w", 20)), "")];
        ContaminationOptions options = new() { Sets = [], MaxShare = 1 };

        ContaminationSelfCheck.Missed(ContaminationIndex.Build(items, options), options).Should().Equal(items);
    }

    [Fact]
    public void Short_answers_do_not_match_inside_documents()
    {
        ContaminationScanner scanner = Tulu(["Paris"]);

        scanner.Scan("Paris is in France"u8);
        scanner.Matches.Should().BeEmpty();
        scanner.Scan(" paris! "u8);
        scanner.Matches.Should().ContainSingle();
    }

    private static ContaminationScanner Tulu(string[] words)
    {
        ContaminationOptions options = new() { Sets = [] };
        return new ContaminationScanner(ContaminationIndex.Build([new EvaluationItem("set", "0", string.Join(' ', words), "")], options), options);
    }

    private static string[] Words(string stem, int count) => [.. Enumerable.Range(0, count).Select(i => $"{stem}{i}")];
}
