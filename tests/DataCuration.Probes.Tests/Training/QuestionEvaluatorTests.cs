using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Probes.Models;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;
using static TorchSharp.torch;

namespace DataCuration.Probes.Tests.Training;

[Collection(TorchInTurn.Name)]
public sealed class QuestionEvaluatorTests : IDisposable
{
    private const int Context = 32;

    private readonly TestFolder _folder = new();
    private readonly BytePairTokenizer _tokenizer;
    private readonly TokenizedQuestion[] _questions;

    public QuestionEvaluatorTests()
    {
        SmallProbe.Write(_folder);
        _tokenizer = TokenizerFile.Load(_folder.File("tokenizer.json"));
        BytePairEncoder encoder = _tokenizer.CreateEncoder();
        _questions =
        [
            QuestionFile.Encode(encoder, "the pool is measured by a", ["small probe", "repeated data", "pool"], 0),
            QuestionFile.Encode(encoder, "data", ["is repeated often."], 0),
            QuestionFile.Encode(encoder, "a small", ["probe", "the"], 1),
        ];
    }

    /// <summary>log p(choice | question) = log p(question, choice) - log p(question), both scored as plain documents.</summary>
    [Fact]
    public void Choice_costs_what_the_whole_costs_beyond_its_question()
    {
        using ProbeModel model = Model();

        double[] choices = Evaluator(_questions).Score(model, CancellationToken.None);

        int next = 0;
        foreach (TokenizedQuestion question in _questions)
        {
            foreach (IReadOnlyList<ushort> choice in question.Choices)
            {
                double beyond = Nats(model, [.. question.Context, .. choice]) - Nats(model, [.. question.Context]);
                choices[next++].Should().BeApproximately(beyond, 1e-4);
            }
        }

        next.Should().Be(choices.Length);
    }

    [Fact]
    public void Batches_change_nothing_but_rounding()
    {
        using ProbeModel model = Model();

        double[] together = Evaluator(_questions, tokensAtOnce: 10_000).Score(model, CancellationToken.None);
        double[] apart = Evaluator(_questions, tokensAtOnce: 1).Score(model, CancellationToken.None);

        together.Zip(apart, static (left, right) => Math.Abs(left - right)).Max().Should().BeLessThan(1e-4);
    }

    [Fact]
    public void Question_that_is_too_long_loses_its_start_and_a_choice_that_is_too_long_its_question()
    {
        using ProbeModel model = Model();
        TokenizedQuestion question = new([.. Enumerable.Repeat((ushort)100, 50), .. Enumerable.Repeat((ushort)65, 30)], [[66, 67]], 0);
        TokenizedQuestion end = question with { Context = [.. Enumerable.Repeat((ushort)65, 30)] };
        TokenizedQuestion tooLong = new([65], [[66], [.. Enumerable.Repeat((ushort)66, Context + 1)]], 0);

        QuestionEvaluator evaluator = Evaluator([tooLong, question]);

        evaluator.Score(model, CancellationToken.None).Should().Equal(Evaluator([end]).Score(model, CancellationToken.None));
        QuestionScore score = evaluator.Summarise([[3]]).Questions!;
        score.LeftOut.Should().Be(1);
        score.Questions.Should().Be(1);
    }

    [Fact]
    public void As_many_questions_are_scored_as_the_tokens_allow()
    {
        TokenizedQuestion[] many = [.. Enumerable.Repeat(new TokenizedQuestion([65, 66, 67], [[68], [69]], 0), 10)];

        // Each choice is predicted from four tokens: separator and question.
        Evaluator(many, maxTokens: 24).Documents.Bytes.Should().HaveCount(3);
        Evaluator(many, maxTokens: 1).Documents.Bytes.Should().ContainSingle();
    }

    /// <summary>By hand: two questions, two choices of 1 and 2 bytes; nats 1, 3 and 2, 2.</summary>
    [Fact]
    public void Metrics_follow_from_the_choices()
    {
        ushort letter = Enumerable.Range(1, _tokenizer.VocabularySize - 1).Select(static token => (ushort)token).First(token => _tokenizer.BytesOf(token).Length == 1);
        TokenizedQuestion question = new([letter], [[letter], [letter, letter]], 0);

        EvaluationScore score = Evaluator([question, question with { Correct = 1 }]).Summarise([[1, 3, 2, 2]]);

        double sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        score.Nats.Should().Be(3);
        score.Bytes.Should().Be(3);
        score.BitsPerByte.Should().BeApproximately(1 / Math.Log(2), 1e-12);
        score.DocumentNats.Should().Equal(1, 2);
        score.Questions!.LogLikelihood.Should().Be(-1.5);
        score.Questions.LogLikelihoodPerToken.Should().Be(-1);
        score.Questions.ChoiceProbability.Should().BeApproximately((sigmoid(2) + 0.5) / 2, 1e-12);
        score.Questions.ChoiceProbabilityPerByte.Should().BeApproximately((sigmoid(0.5) + sigmoid(1)) / 2, 1e-12);
        score.Questions.Accuracy.Should().Be(0.75, "the second is a tie of two");
        score.Questions.AccuracyPerByte.Should().Be(1);
        score.Questions.Chance.Should().Be(0.5);
        score.Questions.MarginBitsPerByte.Should().BeApproximately(((1.5 - 1) + (2 - 1)) / 2 / Math.Log(2), 1e-12);
    }

    [Fact]
    public void Metrics_are_averaged_over_checkpoints()
    {
        TokenizedQuestion question = new([65], [[65], [66]], 0);

        EvaluationScore score = Evaluator([question]).Summarise([[1, 2], [3, 2]]);

        score.Questions!.Accuracy.Should().Be(0.5);
        score.Checkpoints.Should().HaveCount(2);
        score.Nats.Should().Be(2);
    }

    [Fact]
    public void Probe_scores_questions_beside_text_and_they_decide_nothing_without_a_weight()
    {
        QuestionFile.Write(_folder.File("asked.questions.jsonl"), _questions);
        ProbeSpec spec = SmallProbe.Write(_folder) with { Epochs = [1] };
        ProbeSpec asked = spec with
        {
            EvaluationSets = [.. spec.EvaluationSets, new EvaluationSetSpec { Name = "asked", TokenFile = "asked.questions.jsonl", Kind = EvaluationKind.Questions, Weight = 0 }],
        };

        ProbeResult plain = Run(spec);
        ProbeResult result = Run(asked);

        result.Points[0].MacroBitsPerByte.Should().Be(plain.Points[0].MacroBitsPerByte);
        EvaluationScore score = result.Points[0].Evaluations[1];
        score.Questions!.Questions.Should().Be(3);
        score.Questions.ChoiceNats.Select(static choices => choices.Count).Should().Equal(3, 1, 2);
        score.Checkpoints.Should().HaveCount(3);
        ProbeFiles.WriteResult(result, _folder.File("result.json"));
        ProbeFiles.ReadResult(_folder.File("result.json")).Points[0].Evaluations[1].Questions!.ChoiceNats[2].Should().Equal(score.Questions.ChoiceNats[2]);
    }

    [Fact]
    public void Questions_of_another_tokenizer_are_DC4003()
    {
        QuestionFile.Write(_folder.File("asked.questions.jsonl"), [new TokenizedQuestion([60_000], [[1]], 0)]);

        FluentActions.Invoking(() => QuestionFile.Read(_folder.File("asked.questions.jsonl"), _tokenizer.VocabularySize))
            .Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4003");
    }

    public void Dispose() => _folder.Dispose();

    private ProbeModel Model()
    {
        ProbeModel model = ProbeModel.Create(ModelLadder.Find("p0")!, _tokenizer.VocabularySize, Context, ProbePrecision.Fp32, seed: 5, CPU);

        // Output projections start at zero, and a model without them would not look at the question.
        using Generator generator = new(7, CPU);
        using IDisposable frozen = no_grad();
        foreach (Tensor parameter in model.Parameters)
        {
            using Tensor noise = randn(parameter.shape, generator: generator);
            parameter.add_(noise, 0.05);
        }

        return model;
    }

    private QuestionEvaluator Evaluator(TokenizedQuestion[] questions, long maxTokens = 1_000_000, long tokensAtOnce = 256) =>
        new(new EvaluationSetSpec { Name = "asked", TokenFile = "" }, questions, _tokenizer, Context, maxTokens, tokensAtOnce);

    private double Nats(ProbeModel model, ushort[] text) =>
        new TextEvaluator(new EvaluationSetSpec { Name = "text", TokenFile = "" }, [BytePairTokenizer.DocumentStart, .. text], _tokenizer, Context, 1).Score(model, CancellationToken.None).Sum();

    private ProbeResult Run(ProbeSpec spec)
    {
        using ProbeTrainer trainer = new([spec], _folder.Path, new ProbeTrainerOptions());
        return trainer.Run(CancellationToken.None)[0];
    }
}
