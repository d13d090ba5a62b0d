using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Classifiers;

namespace DataCuration.Tests.Quality.Classifiers;

public sealed class CrossFittedClassifierTests
{
    private static readonly ClassifierOptions Options = new() { Positive = ["p"], Negative = ["n"], HashBits = 14 };

    private static CrossFittedClassifier Train(IEnumerable<LabelledText> texts, ClassifierOptions options, out ClassifierReport report) =>
        CrossFittedClassifier.Train(texts, options, 1, out report, CancellationToken.None);

    [Fact]
    public void Separable_vocabularies_have_an_area_under_the_curve_of_1()
    {
        Train(ToyCorpus.Make(150), Options, out ClassifierReport report);

        report.Auc.Should().Be(1);
        report.Accuracy.Should().Be(1);
        report.IsHeldOut.Should().BeTrue();
        (report.PositiveCount, report.NegativeCount).Should().Be((150, 150));
    }

    [Fact]
    public void Flipped_labels_lower_the_area_as_much_as_they_must()
    {
        // A classifier that is right about the true label ranks a labelled positive above a labelled negative with probability
        // (1-f)^2 + 2 f (1-f) / 2 = 1 - f: within each of the four groups of flips it wins, ties or loses.
        Train(ToyCorpus.Make(1000, flippedLabels: 0.2), Options, out ClassifierReport report);

        report.Auc.Should().BeApproximately(0.8, 0.02);
    }

    [Fact]
    public void Training_twice_gives_the_same_bits_for_any_order_of_examples()
    {
        List<LabelledText> texts = ToyCorpus.Make(120, flippedLabels: 0.1);
        ClassifierOptions sampled = Options with { MaxExamplesPerSide = 80, Folds = 3 };

        byte[] first = Train(texts, sampled, out _).ToBytes();
        byte[] second = Train(texts, sampled, out _).ToBytes();
        byte[] reversed = Train(texts.AsEnumerable().Reverse(), sampled, out ClassifierReport report).ToBytes();

        second.Should().Equal(first);
        reversed.Should().Equal(first);
        (report.PositiveCount, report.NegativeCount).Should().Be((80, 80));
    }

    [Fact]
    public void Model_of_a_fold_has_not_seen_the_fold()
    {
        List<LabelledText> texts = ToyCorpus.Make(100);
        CrossFittedClassifier original = Train(texts, Options, out _);
        List<LabelledText> changed = [.. texts.Select(t => CrossFittedClassifier.FoldOf(t.Id, 1, 2) == 0 ? t with { IsPositive = !t.IsPositive } : t)];

        CrossFittedClassifier retrained = Train(changed, Options, out _);

        retrained.Models[0].ToBytes().Should().Equal(original.Models[0].ToBytes());
        retrained.Models[1].ToBytes().Should().NotEqual(original.Models[1].ToBytes());
    }

    [Fact]
    public void Scorer_uses_the_model_of_the_documents_fold()
    {
        List<LabelledText> texts = ToyCorpus.Make(60, flippedLabels: 0.2);
        CrossFittedClassifier classifier = Train(texts, Options, out _);
        CrossFittedScorer scorer = classifier.CreateScorer();

        foreach (LabelledText text in texts.Take(20))
        {
            LinearQualityModel model = classifier.Models[CrossFittedClassifier.FoldOf(text.Id, 1, 2)];
            scorer.Score(text.Id, text.Text.Span).Should().Be(model.CreateScorer().Score(text.Text.Span));
        }
    }

    [Fact]
    public void One_fold_is_reported_as_not_held_out()
    {
        Train(ToyCorpus.Make(30), Options with { Folds = 1 }, out ClassifierReport report);

        report.IsHeldOut.Should().BeFalse();
    }

    [Fact]
    public void Too_few_examples_are_DC1051()
    {
        DiagnosticException error = FluentActions.Invoking(() => Train(ToyCorpus.Make(19), Options with { Folds = 1 }, out _))
            .Should().Throw<DiagnosticException>().Which;

        error.Diagnostics.Should().ContainSingle(d => d.Code == "DC1051" && d.Message.Contains("19 positive and 19 negative"));
        error.ExitCode.Should().Be(ExitCode.BadInput);
    }

    [Fact]
    public void Texts_without_words_are_no_examples()
    {
        List<LabelledText> texts = [.. ToyCorpus.Make(60), new(new DocumentId(7), true, "... !"u8.ToArray())];

        Train(texts, Options, out ClassifierReport report);

        report.PositiveCount.Should().Be(60);
    }

    [Fact]
    public void File_reads_back_as_the_same_classifier()
    {
        CrossFittedClassifier classifier = Train(ToyCorpus.Make(50), Options, out _);

        CrossFittedClassifier read = CrossFittedClassifier.FromBytes(classifier.ToBytes(), "model");

        read.ToBytes().Should().Equal(classifier.ToBytes());
        read.CreateScorer().Score(new DocumentId(1), "good1 bad2"u8).Should().Be(classifier.CreateScorer().Score(new DocumentId(1), "good1 bad2"u8));
    }

    [Fact]
    public void Damaged_file_is_DC1050()
    {
        byte[] bytes = Train(ToyCorpus.Make(50), Options, out _).ToBytes();
        byte[] flipped = [.. bytes];
        flipped[bytes.Length / 2] ^= 1;
        byte[] otherVersion = [.. bytes];
        otherVersion[24] = 9;

        foreach (byte[] bad in new[] { [], "not a model at all"u8.ToArray(), bytes[..^1], bytes[..40], [.. bytes, 0], flipped, otherVersion })
        {
            FluentActions.Invoking(() => CrossFittedClassifier.FromBytes(bad, "a/model.bin")).Should().Throw<DiagnosticException>()
                .Which.Diagnostics.Should().ContainSingle(d => d.Code == "DC1050" && d.File == "a/model.bin");
        }
    }

    [Fact]
    public void Score_does_not_tell_line_feeds_from_spaces_or_case()
    {
        LinearQualityScorer scorer = Train(ToyCorpus.Make(50), Options, out _).Models[0].CreateScorer();

        double score = scorer.Score("good1 good2 bad3 shared4"u8);

        scorer.Score("Good1\nGOOD2\r\n\tbad3,   shared4!"u8).Should().Be(score);
        scorer.Score(Encoding.UTF8.GetBytes("good1\u00a0good2\u3000bad3 shared4")).Should().Be(score);
    }
}
