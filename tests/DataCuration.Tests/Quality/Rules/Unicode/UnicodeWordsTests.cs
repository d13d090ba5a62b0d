using System.Text;
using CsCheck;
using DataCuration.Quality.Rules.Unicode;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Tests.Quality.Rules.Unicode;

public sealed class UnicodeWordsTests
{
    // The examples of UAX #29, section 4, and of its rules WB5 to WB13b; punctuation is no word.
    [Theory]
    [InlineData("The quick (“brown”) fox can’t jump 32.3 feet, right?", "The|quick|brown|fox|can’t|jump|32.3|feet|right")]
    [InlineData("e.g. o'clock 1,000.5 a:b 3:4 x_1 _ __y", "e.g|o'clock|1,000.5|a:b|3|4|x_1|__y")]
    [InlineData("well-known state/of a..b 1.a a.1", "well|known|state|of|a|b|1|a|a|1")]
    [InlineData("Ünïcode naïve e\u0301tude", "Ünïcode|naïve|e\u0301tude")]
    [InlineData("Привет, мир! שלום עולם", "Привет|мир|שלום|עולם")]
    [InlineData("今日はカタカナです", "今|日|は|カタカナ|で|す")]
    [InlineData("ภาษา 한국어 ５６", "ภ|า|ษ|า|한국어|５６")]
    [InlineData("🙂 – … # $", "")]
    public void Text_is_cut_at_word_boundaries(string text, string expected) => string.Join('|', Words(text)).Should().Be(expected);

    [Theory]
    [InlineData("One. Two! Three?\" (Four.) \"Five.\" six", 6)]
    [InlineData("Version 1.5 costs $3.50 at example.com", 1)]
    [InlineData("これは文です。次の文です。", 2)]
    [InlineData("Это фраза. Вот ещё одна.", 2)]
    [InlineData("...", 0)]
    [InlineData("", 0)]
    public void Sentences_end_at_marks_of_any_script(string text, int expected)
    {
        DocumentWords words = new();
        new UnicodeWords().Split(Encoding.UTF8.GetBytes(text), words);

        UnicodeSentences.Count(words, 0, words.Count).Should().Be(expected);
    }

    [Fact]
    public void Words_hold_every_letter_and_digit_once() =>
        Gen.String[Gen.Char["aÉ1 .,'_:-日カย\u0301ب\n"], 0, 60].Sample(text =>
            string.Concat(string.Concat(Words(text)).Where(char.IsLetterOrDigit)) == string.Concat(text.Where(char.IsLetterOrDigit)), iter: 500);

    [Theory]
    [InlineData("1,5カ", "1,5|カ")]
    [InlineData("abcdefghijklmnop abcdefghijklmnopq abcdefghijklmnop", "abcdefghijklmnop|abcdefghijklmnopq|abcdefghijklmnop")]
    public void Words_at_the_border_of_the_fast_path_are_whole(string text, string expected) => string.Join('|', Words(text)).Should().Be(expected);

    [Fact]
    public void Words_and_sentences_are_those_of_a_byte_by_byte_walk()
    {
        string[] pool =
        [
            "the ", "Word", "word.", " ", "\n", "don't ", "’s ", "“", "”", "a", "1", "1,000.5", "_x", "e.g.", "...", "…", "今日は", "カタカナ", "。", "ภาษา", "мир ", "e\u0301",
            "\u00AD", ":", "'", ".", "!", "?", "\"", ")", "abcdefghijklmnop", "abcdefghijklmnopq", "\0", "a.é", "x:y", ",5", new string('z', 70),
        ];
        Gen.Int[0, pool.Length - 1].Array[0, 120].Sample(places =>
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(places.Select(place => pool[place])));
            DocumentWords words = new();
            new UnicodeWords().Split(text, words);
            List<(int, int, bool)> found = [.. Enumerable.Range(0, words.Count).Select(i => (words.Starts[i], words.Known[words.Id(i)].Length, i > 0 && words.IsAfterSpace(i)))];
            return found.SequenceEqual(SlowWords(text))
                && Enumerable.Range(0, words.Count).All(i => words.Known[words.Id(i)].Traits == UnicodeWords.TraitsOf(text.AsSpan(found[i].Item1, found[i].Item2)))
                && Enumerable.Range(0, words.Distinct).All(id => words.Known[id].Count == Enumerable.Range(0, words.Count).Count(i => words.Id(i) == id));
        }, iter: 2000);
    }

    [Fact]
    public void Random_bytes_are_cut_without_error() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            DocumentWords words = new();
            new UnicodeWords().Split(bytes, words);
            return words.Count <= bytes.Length;
        }, iter: 300);

    [Theory]
    [InlineData("the CAT and THE dog", 2)]
    [InlineData("Der Hund und die Katze", 3)]
    [InlineData("le chat et les chiens de la rue", 5)]
    [InlineData("он не был в доме и на улице", 4)]
    [InlineData("我在家,他不是。", 4)]
    [InlineData("qwe rty uio", 0)]
    public void Stop_words_are_those_of_the_language_with_most(string text, int expected)
    {
        ulong[] seen = new ulong[StopWordLists.Parts];
        foreach (string word in Words(text))
        {
            ReadOnlySpan<ulong> mask = StopWordLists.Mask(StopWordLists.NumberOf(Encoding.UTF8.GetBytes(word)));
            for (int part = 0; part < seen.Length; part++)
            {
                seen[part] |= mask[part];
            }
        }

        StopWordLists.Best(seen).Should().Be(expected);
    }

    // Every byte looked at in turn, by the rules alone: what the masks and runs must come to.
    private static List<(int Start, int Length, bool BeginsSentence)> SlowWords(ReadOnlySpan<byte> text)
    {
        List<(int, int, bool)> words = [];
        bool isEnded = false;
        for (int i = 0, end; i < text.Length; i = end)
        {
            WordBreak kind = UnicodeWords.Decode(text, i, out int length);
            end = i + length;
            bool isWord = kind == WordBreak.Unspaced;
            if (isWord)
            {
                end = UnicodeWords.SkipExtend(text, end);
            }
            else if (kind is WordBreak.Letter or WordBreak.Numeric or WordBreak.Katakana or WordBreak.ExtendNumLet)
            {
                end = UnicodeWords.EndOfWord(text, end, kind, kind != WordBreak.ExtendNumLet, out isWord);
            }
            else
            {
                isEnded |= UnicodeWords.EndsSentence(text, i, end);
            }

            if (isWord)
            {
                words.Add((i, end - i, isEnded && words.Count > 0));
                isEnded = false;
            }
        }

        return words;
    }

    private static List<string> Words(string text)
    {
        DocumentWords words = new();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        new UnicodeWords().Split(bytes, words);
        return [.. Enumerable.Range(0, words.Count).Select(i => Encoding.UTF8.GetString(bytes, words.Starts[i], words.Known[words.Id(i)].Length))];
    }
}
