using System.IO.Hashing;
using System.Text;
using DataCuration.Deduplication.MinHash.Datatrove;

namespace DataCuration.Tests.Deduplication;

/// <summary>The fast way from text to signature says what the plain one says, which the golden files hold to datatrove.</summary>
public sealed class DatatroveShinglesTests
{
    private const ulong Prime = (1UL << 61) - 1;

    // What the rules are about: contractions, units, numbers of several scripts, symbols, marks, capitals that fold oddly, Hangul, broken pairs of words.
    private static readonly string[] Pieces =
    [
        "dont", "cannot", "Shouldn't", "theyre", "word", "Words", "WORD", "a", "I'm", "10km", "3.5kg", "12,5", "1.2.3", "٣٫٤", "१२", "7th", "0g", "5m²", "covid19", "19a", "é", "e\u0301",
        "İstanbul", "ΣΑΣ", "ΟΔΟΣ.", "Σ", "τι;", "τι\u037E", "ß", "Ångström", "\u212A", "£5", "€20", "a→b", "©2024", "☃", "😀", "😀😀x", "x☃y", "‘s", "•", "한국어", "각", "日本語", "привет", "км", "5км",
        "\u0344", "x\u0308y", "\u00A0", "\u200B", "\u3000", "\t", "\n\n", " ", "  ", "...", "-", "_", "/", "“quoted”", "ಠ︵ಠ", "it's", "l'été", "\u2000", "≮", "ﬁne", "Ⅷ", "²", "x²", "0", "00", "\uFEFF",
        "DŽ", "ǅ", "Ŀ", "ﬀ", "\U00010400", "\U0001D7D8\U0001D7D9", "\uFFFD",
    ];

    [Fact]
    public void Signature_is_that_of_the_words_of_the_simplified_text()
    {
        DatatroveMinHasher hasher = new();
        Random random = new(5);
        for (int i = 0; i < 1500; i++)
        {
            StringBuilder text = new();
            for (int j = random.Next(60); j > 0; j--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) > 0 ? " " : "");
            }

            hasher.Compute(text.ToString())?[0].Should().Be(Plain(text.ToString())?[0], "of the text {0}", text);
        }
    }

    [Fact]
    public void Any_character_alone_and_within_words_is_treated_as_by_the_plain_way()
    {
        DatatroveMinHasher hasher = new();
        for (int code = 0; code <= 0x1FFFF; code++)
        {
            if (Rune.IsValid(code) && (code < 0x3400 || code is > 0x4DB0 and < 0x4E10 or > 0xA000 and < 0xAC80 or > 0xD700 and < 0x10000 or > 0x1D000 and < 0x1FB00))
            {
                string character = new Rune(code).ToString(), text = $"{character} a{character} {character}b 1{character} c{character}d x y";

                hasher.Compute(text)?[0].Should().Be(Plain(text)?[0], "of the character U+{0:X4}", code);
            }
        }
    }

    [Fact]
    public void Words_longer_than_the_window_and_texts_of_many_windows_are_read_whole()
    {
        string words = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"w{(char)('a' + (i % 26))}{new string('x', i % 17)}{(i % 50 == 0 ? "nt dont 5km" : "")}"));
        string text = $"{words} {new string('y', 70_000)} one two dont {new string('z', 40_000)}☃{new string('z', 40_000)} three four five six";

        new DatatroveMinHasher().Compute(text).Should().Equal(Plain(text));
    }

    [Fact]
    public void Texts_of_fewer_than_five_words_have_no_signature()
    {
        ulong[] signature = new ulong[DatatroveMinHasher.SignatureLength];

        new DatatroveMinHasher().TryComputeSignature("one two ... three 4"u8, signature).Should().BeFalse();
        new DatatroveMinHasher().TryComputeSignature("one two ... three dont"u8, signature).Should().BeTrue("the tokenizer makes two words of the last");
    }

    [Fact]
    public void All_vector_widths_give_the_same_hashes()
    {
        DatatrovePermutations permutations = new();
        ulong[] shingles = [.. Enumerable.Range(0, 300).Select(i => XxHash64.HashToUInt64(BitConverter.GetBytes(i))), 0, ulong.MaxValue, Prime, Prime - 1];
        ulong[][] signatures = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Repeat(ulong.MaxValue, DatatrovePermutations.Count).ToArray())];

        permutations.MinimiseScalar(shingles, signatures[0]);
        permutations.Minimise256(shingles, signatures[1]);
        permutations.Minimise512(shingles, signatures[2]);

        signatures[1].Should().Equal(signatures[0]);
        signatures[2].Should().Equal(signatures[0]);
    }

    private static ulong[]? Plain(string text)
    {
        List<string> words = DatatroveWords.Split(DatatroveText.Simplify(text));
        if (words.Count < DatatroveMinHasher.ShingleWords)
        {
            return null;
        }

        ulong[] signature = new ulong[DatatroveMinHasher.SignatureLength];
        Array.Fill(signature, ulong.MaxValue);
        ulong[] hashes = [.. Enumerable.Range(0, words.Count - DatatroveMinHasher.ShingleWords + 1)
            .Select(i => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(string.Join(' ', words.Skip(i).Take(DatatroveMinHasher.ShingleWords)))))];
        new DatatrovePermutations().MinimiseScalar(hashes, signature);
        return signature;
    }
}
