using System.Text;
using DataCuration.Documents.Diagnostics;
using DataCuration.Quality.Perplexity;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Quality.Perplexity;

public sealed class KneserNeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, new[] { 0 }, 1)]
    [InlineData(3, new[] { 0 }, 2)]
    [InlineData(5, new[] { 0 }, 3)]
    [InlineData(5, new[] { 0, 0, 1 }, 4)]
    [InlineData(4, new[] { 0, 1, 2 }, 5)]
    public void Scores_are_those_of_the_formulas(int order, int[] pruning, int seed)
    {
        IReadOnlyList<string[]> sentences = Sentences(250, seed);
        SlowKneserNey reference = new(sentences, order, pruning);
        using KneserNeyModel model = Train(sentences, order, pruning);
        KneserNeyScorer scorer = model.CreateScorer();

        foreach (string[] sentence in Sentences(25, seed + 100).Append(["unheard", "a", "of", "b"]).Append(["a"]))
        {
            PerplexityScore score = scorer.Score(Encoding.UTF8.GetBytes(string.Join(' ', sentence)));

            score.Words.Should().Be(sentence.Length);
            score.LogProbability.Should().BeApproximately(reference.LogProbability(sentence), 1e-3, string.Join(' ', sentence));
        }
    }

    [Fact]
    public void Reference_itself_sums_to_one_after_any_history()
    {
        SlowKneserNey reference = new(Sentences(100, 1), 3, [0, 0, 1]);

        foreach (string[] history in new string[][] { [], ["a"], ["<s>"], ["<s>", "b"], ["c", "a"], ["<unk>", "a"] })
        {
            string[] words = [.. Sentences(100, 1).SelectMany(sentence => sentence).Distinct(), "</s>", "<unk>"];
            words.Sum(word => reference.Probability(word, history)).Should().BeApproximately(1, 1e-9);
        }
    }

    /// <summary>Numbers of KenLM (lmplz -o 3 --discount_fallback, then query) on these four lines; log10.</summary>
    [Theory]
    [InlineData("the cat sat on the mat", -3.432256)]
    [InlineData("the dog sat on the cat", -5.3567657)]
    [InlineData("a zebra sat", -5.1349745)]
    public void Scores_are_those_of_KenLM(string sentence, double log10)
    {
        string[] lines = ["the cat sat on the mat", "the dog sat on the log", "a cat and a dog ran", "the mat is on the log"];
        using KneserNeyModel model = Train([.. lines.Select(line => line.Split(' '))], 3, [0]);

        (model.CreateScorer().Score(Encoding.UTF8.GetBytes(sentence)).LogProbability / Math.Log(10)).Should().BeApproximately(log10, 1e-4);
    }

    [Fact]
    public void Text_like_the_training_text_is_less_perplexing()
    {
        using KneserNeyModel model = Train(Sentences(400, 1), 5, [0, 0, 1]);
        KneserNeyScorer scorer = model.CreateScorer();
        string[] words = [.. Sentences(1, 77)[0]];

        double ordered = scorer.Score(Encoding.UTF8.GetBytes(string.Join('\n', Sentences(30, 2).Select(sentence => string.Join(' ', sentence))))).Perplexity;
        double reversed = scorer.Score(Encoding.UTF8.GetBytes(string.Join('\n', Sentences(30, 2).Select(sentence => string.Join(' ', sentence.Reverse()))))).Perplexity;

        ordered.Should().BeLessThan(reversed);
        words.Should().NotBeEmpty();
    }

    [Fact]
    public void Same_text_gives_the_same_bytes_and_two_texts_add_up()
    {
        KneserNeyTrainer first = new(3, [0]);
        KneserNeyTrainer second = new(3, [0]);
        first.Add("a b c\nb c"u8);
        second.Add("a b c"u8);
        second.Add("b c"u8);
        using MemoryStream one = new();
        using MemoryStream two = new();
        first.Write(one);
        second.Write(two);

        two.ToArray().Should().Equal(one.ToArray());
    }

    [Fact]
    public void Damage_is_named()
    {
        string path = Path.Combine(_folder.Path, "m");
        using (FileStream file = File.Create(path))
        {
            KneserNeyTrainer trainer = new(2, [0]);
            trainer.Add("a b c"u8);
            trainer.Write(file);
        }

        byte[] whole = File.ReadAllBytes(path);
        byte[] flipped = [.. whole];
        flipped[30] ^= 1;
        foreach (byte[] bytes in new[] { whole[..^8], whole[..100], [], flipped, [.. "XXXX"u8, .. whole[4..]] })
        {
            File.WriteAllBytes(path, bytes);
            Action open = () => KneserNeyModel.Open(path).Dispose();
            open.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC1054");
        }
    }

    /// <summary>A uniform model over 256 bytes spends eight bits on each; joined texts spend what both spend.</summary>
    [Fact]
    public void Bits_per_byte_of_the_uniform_byte_model_are_eight()
    {
        PerplexityScore.BitsPerByteOf(100 * Math.Log(256), 100).Should().Be(8);
        double joined = PerplexityScore.BitsPerByteOf((10 * Math.Log(256)) + (30 * Math.Log(16)), 10 + 30);
        joined.Should().BeApproximately(((10 * 8.0) + (30 * 4.0)) / 40, 1e-12);
    }

    [Fact]
    public void Words_are_lower_case_digits_are_zero_and_ideographs_stand_alone()
    {
        SentenceReader reader = new();

        reader.Read(Encoding.UTF8.GetBytes("The CAT's 42\u00A0dogs.\n\n \n天空! Ünïcode"));

        reader.Count.Should().Be(2);
        reader[0].ToArray().Should().Equal(new[] { "the", "cat", "'", "S", "17", "DOGS", "." }.Select(SentenceReader.HashOf));
        reader[1].ToArray().Should().Equal(new[] { "天", "空", "!", "ünïcode" }.Select(SentenceReader.HashOf));
    }

    private KneserNeyModel Train(IReadOnlyList<string[]> sentences, int order, int[] pruning)
    {
        KneserNeyTrainer trainer = new(order, pruning);
        foreach (string[] sentence in sentences)
        {
            trainer.Add(Encoding.UTF8.GetBytes(string.Join(' ', sentence)));
        }

        string path = Path.Combine(_folder.Path, $"{order}.model");
        using (FileStream file = File.Create(path))
        {
            trainer.Write(file);
        }

        return KneserNeyModel.Open(path);
    }

    // A little Markov chain, so that longer n-grams tell something.
    private static IReadOnlyList<string[]> Sentences(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int length = random.Next(1, 12);
            int word = random.Next(12);
            return Enumerable.Range(0, length).Select(_ =>
            {
                word = random.Next(4) == 0 ? random.Next(25) : (word * 3 + random.Next(3)) % 25;
                return ((char)('a' + word)).ToString();
            }).ToArray();
        })];
    }
}
