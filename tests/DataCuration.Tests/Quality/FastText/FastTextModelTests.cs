using System.Text;
using DataCuration.Documents.Diagnostics;
using DataCuration.Quality.FastText;

namespace DataCuration.Tests.Quality.FastText;

/// <summary>Expected scores are worked out by hand from the definitions of the losses, with the 1e-5 that fastText adds.</summary>
public sealed class FastTextModelTests : IDisposable
{
    private const double Offset = 1e-5;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Softmax_weighs_the_mean_of_the_words_and_the_end_of_the_line()
    {
        FastTextPrediction[] predictions = Predict(new FastTextFile(), "good good\nunknown", k: 5);

        // Rows: good, good, end of line; the unknown word has none. Mean (2/3, 0); outputs 4/3 and -2/3.
        double yes = 1 / (1 + Math.Exp(-2));
        predictions.Select(prediction => prediction.Label).Should().Equal("__label__yes", "__label__no");
        predictions[0].Score.Should().BeApproximately((float)(yes + Offset), 1e-6f);
        predictions[1].Score.Should().BeApproximately((float)(1 - yes + Offset), 1e-6f);
    }

    [Fact]
    public void A_quantised_model_answers_like_the_plain_one()
    {
        FastTextFile plain = new();

        FastTextPrediction[] expected = Predict(plain, "bad good bad", k: 2);
        FastTextPrediction[] predictions = Predict(plain with { IsQuantised = true }, "bad good bad", k: 2);

        predictions.Should().Equal(expected);
        predictions[0].Label.Should().Be("__label__no");
    }

    [Fact]
    public void Hierarchical_softmax_walks_the_Huffman_tree()
    {
        FastTextFile file = new()
        {
            Loss = 1,
            Labels = [("__label__a", 50), ("__label__b", 30), ("__label__c", 20)],
            Output = [[3, 0], [1, 0], [0, 0]],
            Input = [[1, 0], [1, 0], [1, 0]],
        };

        FastTextPrediction[] predictions = Predict(file, "good", k: 3);

        // The rarest two, c (left) and b (right), meet in row 0; that node and a meet in row 1. Both weigh 50, and of equals the inner node comes first: it is left, a is right.
        double right = 1 / (1 + Math.Exp(-1.0));
        double b = 1 / (1 + Math.Exp(-3.0));
        predictions.Select(prediction => prediction.Label).Should().Equal("__label__a", "__label__b", "__label__c");
        predictions[0].Score.Should().BeApproximately((float)(right + Offset), 1e-6f);
        predictions[1].Score.Should().BeApproximately((float)((1 - right + Offset) * (b + Offset)), 1e-6f);
        predictions[2].Score.Should().BeApproximately((float)((1 - right + Offset) * (1 - b + Offset)), 1e-6f);
    }

    [Fact]
    public void One_versus_all_gives_each_label_its_own_sigmoid()
    {
        FastTextPrediction[] predictions = Predict(new FastTextFile { Loss = 4, Input = [[1, 0], [1, 0], [0, 1]] }, "good", k: 2);

        // Outputs 2 and -1 lie on steps of fastText's table of 512 between -8 and 8.
        predictions[0].Score.Should().BeApproximately((float)((1 / (1 + Math.Exp(-2))) + Offset), 1e-6f);
        predictions[1].Score.Should().BeApproximately((float)((1 / (1 + Math.Exp(1))) + Offset), 1e-6f);
    }

    [Fact]
    public void Unknown_words_are_their_character_n_grams()
    {
        // One bucket: <é>, of bytes 3C C3 A9 3E, has the bigrams <é and é>, the trigram <é>; with the zero row of the line's end the mean is 3/4 of the bucket's row.
        FastTextFile file = new() { Buckets = 1, MinCharacters = 2, MaxCharacters = 3, Input = [[0, 0], [1, 0], [0, 1], [0, 4]] };

        FastTextPrediction[] predictions = Predict(file, "é", k: 2);

        predictions[0].Label.Should().Be("__label__no");
        predictions[0].Score.Should().BeApproximately((float)((1 / (1 + Math.Exp(-9))) + Offset), 1e-6f);
    }

    [Fact]
    public void Word_n_grams_include_the_end_of_the_line()
    {
        // good, end of line, and their bigram in the one bucket: mean (1/3, 1).
        FastTextFile file = new() { Buckets = 1, WordGrams = 2, Input = [[0, 0], [1, 0], [0, 1], [0, 3]] };

        FastTextPrediction[] predictions = Predict(file, "good", k: 2);

        predictions[0].Label.Should().Be("__label__no");
        predictions[0].Score.Should().BeApproximately((float)((1 / (1 + Math.Exp(-2))) + Offset), 1e-6f);
    }

    [Fact]
    public void A_pruned_bucket_has_no_row()
    {
        FastTextFile file = new() { IsQuantised = true, Buckets = 1, WordGrams = 2, KeptBuckets = [], Input = [[0, 0], [1, 0], [0, 1]] };

        FastTextPrediction[] predictions = Predict(file, "good", k: 1);

        predictions.Should().Equal(Predict(new FastTextFile(), "good", k: 1));
    }

    [Fact]
    public void A_kept_bucket_has_its_new_row()
    {
        FastTextFile file = new() { IsQuantised = true, Buckets = 9, WordGrams = 2, KeptBuckets = [.. Enumerable.Range(0, 9).Select(bucket => (bucket, 0))], Input = [[0, 0], [1, 0], [0, 1], [0, 3]] };

        Predict(file, "good", k: 1)[0].Label.Should().Be("__label__no");
    }

    [Fact]
    public void Labels_in_a_text_are_no_words()
    {
        FastTextFile file = new();

        Predict(file, "__label__no good", k: 2).Should().Equal(Predict(file, "good", k: 2));
    }

    [Fact]
    public void A_predictor_keeps_nothing_of_the_text_before()
    {
        FastTextPredictor predictor = new(FastTextModel.Read(new FastTextFile().Write(_folder)));
        FastTextPrediction[] first = predictor.Predict("good"u8, 2).ToArray();

        predictor.Predict("bad bad bad"u8);

        predictor.Predict("good"u8, 2).ToArray().Should().Equal(first);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_is_cut_off_is_named_wherever_it_ends(bool isQuantised)
    {
        string whole = new FastTextFile { IsQuantised = isQuantised, Loss = 1 }.Write(_folder);
        byte[] bytes = File.ReadAllBytes(whole);
        string cut = Path.Combine(_folder, "cut");

        foreach (int length in Enumerable.Range(0, bytes.Length).Where(length => length < 300 ? length % 3 == 0 : length % 293 == 0))
        {
            File.WriteAllBytes(cut, bytes[..length]);
            Action read = () => FastTextModel.Read(cut);

            read.Should().Throw<DiagnosticException>($"{length} bytes of {bytes.Length}").Which.Diagnostics.Should().ContainSingle(diagnostic => diagnostic.Code == "DC1081" && diagnostic.File == cut);
        }
    }

    [Fact]
    public void A_damaged_file_is_read_or_named_and_nothing_else()
    {
        byte[] bytes = File.ReadAllBytes(new FastTextFile { Loss = 1, IsQuantised = true }.Write(_folder));
        string damaged = Path.Combine(_folder, "damaged");
        int named = 0;
        for (int at = 0; at < 260; at += 2)
        {
            byte[] copy = [.. bytes];
            copy[at] ^= 0xFF;
            File.WriteAllBytes(damaged, copy);
            try
            {
                FastTextModel.Read(damaged).Predict("good bad é"u8, 2);
            }
            catch (DiagnosticException exception) when (exception.Diagnostics[0].Code == "DC1081")
            {
                named++;
            }
        }

        named.Should().BeGreaterThan(30);
    }

    [Theory]
    [InlineData(11, 1, "word vectors")]
    [InlineData(13, 3, "format 13")]
    public void Another_kind_of_model_is_named(int version, int model, string message)
    {
        string path = new FastTextFile { Version = version, Model = model }.Write(_folder);

        Action read = () => FastTextModel.Read(path);

        read.Should().Throw<DiagnosticException>().WithMessage($"*DC1081*{message}*");
    }

    private FastTextPrediction[] Predict(FastTextFile file, string text, int k) => FastTextModel.Read(file.Write(_folder)).Predict(Encoding.UTF8.GetBytes(text), k);
}
