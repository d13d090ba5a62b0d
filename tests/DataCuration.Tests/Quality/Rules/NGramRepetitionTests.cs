using System.Text;
using System.Text.Json;
using CsCheck;
using DataCuration.Quality.Rules;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules;

public sealed class NGramRepetitionTests
{
    [Fact]
    public void Counts_over_spacys_words_are_datatroves()
    {
        NGramRepetition repetition = new();
        TokenBuffer tokens = new();

        foreach (JsonElement document in GoldenDocuments.All.Where(d => d.TryGetProperty("words", out _)))
        {
            Fill(tokens, [.. document.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)]);
            repetition.Prepare(tokens);

            JsonElement metrics = document.GetProperty("metrics");
            for (int n = 2; n <= 4; n++)
            {
                JsonElement expected = metrics.GetProperty("top").GetProperty($"{n}");
                repetition.TopNGramCodePoints(tokens, n)
                    .Should().Be(expected.ValueKind == JsonValueKind.Null ? 0 : expected.GetInt64(), $"{document.Id()} top {n}");
            }

            for (int n = 5; n <= 10; n++)
            {
                repetition.DuplicateNGramCodePoints(tokens, n)
                    .Should().Be(metrics.GetProperty("dup").GetProperty($"{n}").GetInt64(), $"{document.Id()} duplicated {n}");
            }
        }
    }

    [Fact]
    public void Counts_equal_those_over_strings() =>
        Gen.Select(Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("ab"), Gen.Const("ba"), Gen.Const("é"), Gen.Const("日本")).List[0, 60], Gen.Int[1, 6]).Sample((words, n) =>
        {
            TokenBuffer tokens = new();
            Fill(tokens, words);
            NGramRepetition repetition = new();
            repetition.Prepare(tokens);

            return repetition.TopNGramCodePoints(tokens, n) == Top(words, n) && repetition.DuplicateNGramCodePoints(tokens, n) == Duplicated(words, n);
        });

    private static void Fill(TokenBuffer tokens, List<string> words)
    {
        tokens.Begin(words.Sum(word => Encoding.UTF8.GetByteCount(word)));
        foreach (string word in words)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            tokens.Add(new Token(0, bytes.Length, word.EnumerateRunes().Count(), CharacterClass.Word, false), bytes);
        }
    }

    private static long Top(List<string> words, int n)
    {
        List<string> grams = [.. Enumerable.Range(0, Math.Max(0, words.Count - n + 1)).Select(i => string.Join(' ', words.Skip(i).Take(n)))];
        return grams.Count == 0 ? 0 : grams.GroupBy(g => g).MaxBy(g => g.Count()) is { } top ? (long)top.Key.Length * top.Count() : 0;
    }

    private static long Duplicated(List<string> words, int n)
    {
        HashSet<string> seen = [];
        long repeated = 0;
        for (int i = 0; i + n <= words.Count;)
        {
            string gram = string.Concat(words.Skip(i).Take(n));
            bool isNew = seen.Add(gram);
            repeated += isNew ? 0 : gram.Length;
            i += isNew ? 1 : n;
        }

        return repeated;
    }
}
