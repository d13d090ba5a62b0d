using System.Runtime.CompilerServices;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;

namespace DataCuration.Tests.Pipelines.Probing;

public sealed class QuestionRecordTests
{
    private static readonly EvaluationSetOptions Set = new() { Name = "asked", Files = ["x"], Kind = EvaluationKind.Questions };

    [Fact]
    public async Task Published_sets_are_read_as_they_are()
    {
        QuestionRecord[] endings = await ReadAsync("hellaswag.jsonl", Set with { AnswerField = "label" });
        QuestionRecord[] biology = await ReadAsync("mmlu.jsonl", Set with { TextField = "question" });
        QuestionRecord[] sums = await ReadAsync("gsm8k.jsonl", Set);

        endings.Should().HaveCount(6).And.OnlyContain(question => question.Choices.Count == 4);
        endings[0].Choices[endings[0].Correct].Should().Be("starts pulling up roofing on a roof.");
        biology.Should().HaveCount(6);
        biology[0].Choices[biology[0].Correct].Should().Be("reduce the carrying capacity cif the environment to lower the K value");
        sums.Should().HaveCount(4).And.OnlyContain(question => question.Choices.Count == 1);
        sums[0].Choices[0].Should().EndWith("#### 18");
    }

    [Theory]
    [InlineData("\"blue\"", 1)]
    [InlineData("2", 2)]
    [InlineData("\"2\"", 2)]
    [InlineData("\"A\"", 0)]
    [InlineData("\" green \"", 2)]
    public void Answer_is_text_number_or_letter(string answer, int correct) =>
        Parse("The sky is", $$"""{ "choices": ["red", "blue", "green"], "answer": {{answer}} }""").Correct.Should().Be(correct);

    /// <summary>A choice that is a number is meant by its text when the answer is a string, and by its place when it is a number.</summary>
    [Fact]
    public void Choices_that_are_numbers_are_told_from_places()
    {
        Parse("1 + 1 =", """{ "choices": ["1", "2", "0"], "answer": "2" }""").Correct.Should().Be(1);
        Parse("1 + 1 =", """{ "choices": ["1", "2", "0"], "answer": 2 }""").Correct.Should().Be(2);
    }

    [Fact]
    public void Prompt_with_its_choices_inside_is_taken_apart()
    {
        QuestionRecord question = Parse(
            "Please choose the correct answer to the question: What sings?\n\nAnswer1: a stone Answer2: a bird\n\nAnswer format: answer1/answer2", """{ "answer": "answer2" }""");

        question.Question.Should().Be("What sings?\n\n");
        question.Choices.Should().Equal("a stone", "a bird");
        question.Correct.Should().Be(1);
    }

    [Fact]
    public void Prompt_that_names_its_answers_is_taken_apart()
    {
        QuestionRecord question = Parse("Please answer the following question with true or false, question: is ice warm?\n\nAnswer format: true/false", """{ "answer": "false" }""");

        question.Choices.Should().Equal("true", "false");
        question.Correct.Should().Be(1);
        question.Question.Should().NotContain("format");
    }

    [Fact]
    public void Text_and_answer_alone_are_a_cloze() =>
        Parse("To be or not to", """{ "answer": "be" }""").Should().BeEquivalentTo(new QuestionRecord("To be or not to", ["be"], 0));

    [Fact]
    public void Blank_is_filled_and_the_choices_go_on_with_what_follows()
    {
        BytePairTokenizer tokenizer = BytePairTrainer.Train([Encoding.UTF8.GetBytes("the box did not fit because the bag was big")], 300, CancellationToken.None);

        TokenizedQuestion tokens = new QuestionRecord("It did not fit because the _ was big.", ["box", "bag"], 0).Encode(tokenizer.CreateEncoder());

        Text(tokenizer, tokens.Context).Should().Be("It did not fit because the");
        Text(tokenizer, tokens.Choices[1]).Should().Be(" bag was big.");
    }

    /// <summary>Encoding question and choice apart must give what encoding them together gives: else the model would be scored on tokens it never saw.</summary>
    [Fact]
    public async Task Tokens_are_those_of_the_joined_text()
    {
        QuestionRecord[] questions = await ReadAsync("hellaswag.jsonl", Set with { AnswerField = "label" });
        BytePairTokenizer tokenizer = BytePairTrainer.Train([.. questions.Select(question => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(question.Question))], 400, CancellationToken.None);
        BytePairEncoder encoder = tokenizer.CreateEncoder();

        foreach (QuestionRecord question in questions)
        {
            TokenizedQuestion tokens = question.Encode(encoder);
            for (int choice = 0; choice < question.Choices.Count; choice++)
            {
                TokenizedQuestion joined = QuestionFile.Encode(encoder, question.Question + " " + question.Choices[choice], ["x"], 0);
                tokens.Context.Concat(tokens.Choices[choice]).Should().Equal(joined.Context);
            }
        }
    }

    [Theory]
    [InlineData("{ }", "no answer in its field 'answer'")]
    [InlineData("""{ "answer": " " }""", "no answer in its field 'answer'")]
    [InlineData("""{ "answer": "a", "choices": ["a"] }""", "two or more choices")]
    [InlineData("""{ "answer": "a", "choices": ["a", ""] }""", "two or more choices")]
    [InlineData("""{ "answer": "c", "choices": ["a", "b"] }""", "none of its 2 choices")]
    [InlineData("""{ "answer": 2, "choices": ["a", "b"] }""", "none of its 2 choices")]
    [InlineData("""{ "answer": "C", "choices": ["a", "b"] }""", "none of its 2 choices")]
    public void Record_without_a_right_answer_is_DC3085(string fields, string part)
    {
        Diagnostic problem = FluentActions.Invoking(() => Parse("Why?", fields)).Should().Throw<DiagnosticException>().Which.Diagnostics.Single();

        problem.Code.Should().Be("DC3085");
        problem.Message.Should().Contain(part).And.Contain("asked");
    }

    private static QuestionRecord Parse(string text, string fields) => QuestionRecord.Parse(
        new SourceRecord { Position = 7, Kind = PayloadKind.Text, Payload = Encoding.UTF8.GetBytes(text), Metadata = fields }, Set, new ResolvedFile("asked", "asked.jsonl", "/asked.jsonl", 1));

    private static string Text(BytePairTokenizer tokenizer, IEnumerable<ushort> tokens) => Encoding.UTF8.GetString([.. tokens.SelectMany(token => tokenizer.BytesOf(token).ToArray())]);

    private static async Task<QuestionRecord[]> ReadAsync(string name, EvaluationSetOptions set, [CallerFilePath] string thisFile = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(thisFile)!, "Questions", name);
        ResolvedFile file = new(set.Name, name, path, new FileInfo(path).Length);
        List<QuestionRecord> questions = [];
        await foreach (SourceRecord record in ReferenceText.ReadAsync(null, file, CancellationToken.None, new FieldMapping { Text = set.TextField }))
        {
            questions.Add(QuestionRecord.Parse(record, set, file));
        }

        return [.. questions];
    }
}
