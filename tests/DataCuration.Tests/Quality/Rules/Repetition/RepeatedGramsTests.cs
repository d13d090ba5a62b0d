using System.Text;
using System.Text.Json;
using CsCheck;
using DataCuration.Quality.Rules.Repetition;
using DataCuration.Quality.Rules.Words;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules.Repetition;

public sealed class RepeatedGramsTests
{
    private static readonly Gen<List<string>> Texts =
        Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("ab"), Gen.Const("ba"), Gen.Const("é"), Gen.Const("日本")).List[0, 60];

    [Fact]
    public void Counts_over_spaCys_words_are_datatroves()
    {
        foreach (JsonElement document in GoldenDocuments.All.Where(d => d.TryGetProperty("words", out _)))
        {
            DocumentWords words = Fill([.. document.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)]);
            long[] top = Measure(words, RepeatedGrams.MaxTop);
            GluedGrams glued = new();
            glued.Prepare(words);

            JsonElement metrics = document.GetProperty("metrics");
            for (int n = 2; n <= 4; n++)
            {
                JsonElement expected = metrics.GetProperty("top").GetProperty($"{n}");
                top[n].Should().Be(expected.ValueKind == JsonValueKind.Null ? 0 : expected.GetInt64(), $"{document.Id()} top {n}");
            }

            for (int n = 5; n <= 10; n++)
            {
                glued.DuplicatedCodePoints(words, n)
                    .Should().Be(metrics.GetProperty("dup").GetProperty($"{n}").GetInt64(), $"{document.Id()} duplicated {n}");
            }
        }
    }

    [Fact]
    public void Counts_equal_those_over_strings() =>
        Texts.Sample(texts =>
        {
            long[] found = Measure(Fill(texts), RepeatedGrams.Max);
            return Enumerable.Range(2, 3).All(n => found[n] == Top(texts, n)) && Enumerable.Range(5, 6).All(n => found[n] == Duplicated(texts, n, "\0"));
        });

    [Fact]
    public void Glued_counts_equal_those_over_strings() =>
        Gen.Select(Texts, Gen.Int[5, 10]).Sample((texts, n) =>
        {
            DocumentWords words = Fill(texts);
            GluedGrams glued = new();
            glued.Prepare(words);
            return glued.DuplicatedCodePoints(words, n) == Duplicated(texts, n, "");
        });

    [Fact]
    public void Glued_n_grams_forget_where_words_end()
    {
        DocumentWords words = Fill(["a", "bc", "d", "e", "f", "x", "ab", "c", "d", "e", "f"]);
        GluedGrams glued = new();
        glued.Prepare(words);

        glued.DuplicatedCodePoints(words, 5).Should().Be(6);
    }

    private static long[] Measure(DocumentWords words, int max)
    {
        long[] found = new long[RepeatedGrams.Max + 1];
        new RepeatedGrams().Measure(words, max, found);
        return found;
    }

    private static DocumentWords Fill(List<string> texts)
    {
        Vocabulary vocabulary = new(_ => WordTraits.None);
        DocumentWords words = new();
        words.Begin(vocabulary);
        int start = 0;
        foreach (string text in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            words.Add(vocabulary.IdOf(bytes, ByteTable.Hash(bytes)), start, false);
            start += bytes.Length;
        }

        words.Glue(Encoding.UTF8.GetBytes(string.Concat(texts)));
        return words;
    }

    private static long Top(List<string> words, int n)
    {
        List<string> grams = [.. Enumerable.Range(0, Math.Max(0, words.Count - n + 1)).Select(i => string.Join(' ', words.Skip(i).Take(n)))];
        return grams.Count == 0 ? 0 : grams.GroupBy(g => g).MaxBy(g => g.Count()) is { } top ? (long)top.Key.Length * top.Count() : 0;
    }

    private static long Duplicated(List<string> words, int n, string separator)
    {
        HashSet<string> seen = [];
        long repeated = 0;
        for (int i = 0; i + n <= words.Count;)
        {
            string gram = string.Join(separator, words.Skip(i).Take(n));
            bool isNew = seen.Add(gram);
            repeated += isNew ? 0 : words.Skip(i).Take(n).Sum(word => word.Length);
            i += isNew ? 1 : n;
        }

        return repeated;
    }
}
