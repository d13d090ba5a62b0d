using System.Text;
using CsCheck;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class MinHasherTests
{
    private static readonly MinHasher Hasher = new(new MinHashOptions());

    [Theory]
    [InlineData("The quick brown fox jumps", "the QUICK, brown\tfox -- jumps!")]
    [InlineData("ÄRGER über Größe ΣΊΣΥΦΟΣ ДОМ", "ärger ÜBER größe σίσυφοσ дом")]
    [InlineData("co\u00ADoperate one two three four", "cooperate one two three four")]
    [InlineData("don't stop me now please", "don t stop me now please")]
    public void Signature_ignores_case_punctuation_and_format_characters(string left, string right) =>
        Signature(right).Should().Equal(Signature(left));

    [Theory]
    [InlineData("one two three four five", "one two three five four")]
    [InlineData("in 2019 we sold 12", "in 2020 we sold 12")]
    [InlineData("one two three four five", "one two three four fives")]
    [InlineData("a b c d aaaaaaaa", "a b c d aaaaaaaaaaaaaaaa")]
    public void Signature_sees_words_digits_and_order(string left, string right) =>
        Signature(right).Should().NotEqual(Signature(left));

    [Fact]
    public void Signature_is_the_minimum_over_shingles_so_repetition_does_not_matter()
    {
        string[] words = new SyntheticTexts(1).Words(50);
        string[] cycle = [.. words, .. words[..4]];

        Signature(string.Join(' ', [.. words, .. cycle])).Should().Equal(Signature(string.Join(' ', cycle)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("one two three four", false)]
    [InlineData("!!! ... ???", false)]
    [InlineData("one two three four five", true)]
    [InlineData("東京都に", false)]
    [InlineData("東京都に行", true)]
    public void TryComputeSignature_needs_as_many_words_as_a_shingle(string text, bool expected)
    {
        uint[] signature = new uint[Hasher.SignatureLength];

        Hasher.TryComputeSignature(Encoding.UTF8.GetBytes(text), signature).Should().Be(expected);
        signature.All(value => value == uint.MaxValue).Should().Be(!expected);
    }

    [Fact]
    public void Signature_where_words_are_not_spaced_compares_spans_of_13_characters()
    {
        // Two texts over the same 40 characters in another order share many short substrings, but hardly any of 13 characters.
        Random random = new(5);
        string[] alphabet = [.. Enumerable.Range(0, 6).Select(i => ((char)(0x4E00 + i)).ToString())];
        string Text() => string.Concat(Enumerable.Range(0, 2000).Select(_ => alphabet[random.Next(6)]));
        string first = Text(), second = Text();

        Similarity(first, second).Should().BeLessThan(0.03);
        Similarity(first, first[..1000] + "丗" + first[1000..]).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void Signature_of_invalid_utf8_treats_it_as_a_separator()
    {
        byte[] text = [.. "one two three four"u8, 0xFF, .. "five"u8, 0xE2];
        uint[] signature = new uint[Hasher.SignatureLength];

        Hasher.TryComputeSignature(text, signature).Should().BeTrue();

        signature.Should().Equal(Signature("one two three four five"));
    }

    [Fact]
    public void Signature_bits_do_not_change_between_versions()
    {
        uint[] signature = Signature("The quick brown fox jumps over the lazy dog. Größe 42, 東京都に行きたい。");

        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(signature.AsSpan())))
            .Should().Be("9129029960325749724ea157a27d1c3633d5c929dd646d0a33bec6e123f1c7c2", "stored signatures must stay comparable; change MinHasher.AlgorithmVersion when this changes");
    }

    [Fact]
    public void Signature_of_a_long_text_equals_the_minimum_over_its_shingles_one_by_one()
    {
        string[] words = new SyntheticTexts(2).Words(5000);
        uint[] expected = Enumerable.Repeat(uint.MaxValue, Hasher.SignatureLength).ToArray();
        for (int i = 0; i + 5 <= words.Length; i++)
        {
            uint[] single = Signature(string.Join(' ', words.AsSpan(i, 5).ToArray()));
            expected = [.. expected.Zip(single, Math.Min)];
        }

        Signature(string.Join(' ', words)).Should().Equal(expected);
    }

    [Fact]
    public void Shingles_of_the_vectorised_reader_are_those_of_the_plain_one()
    {
        string[] pieces =
        [
            "a", "word ", "Word", " ", ", ", "42", "\n\n", "é", "naïve ", "ДОМ ", "東京都", "\u00AD", "[x]", "__", "\U0001F600",
            "averyveryverylongidentifierthatexceedssixtyfourbytesaltogetherwithoutanyseparator ",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 200].Select(picks => Encoding.UTF8.GetBytes(string.Concat(picks.Select(i => pieces[i])))).Sample(
            text => Shingles(text, isVectorised: true).SequenceEqual(Shingles(text, isVectorised: false)), iter: 2000, seed: "0000000000001");
    }

    [Fact]
    public void TryComputeSignature_allocates_nothing_once_warm()
    {
        byte[] text = SyntheticTexts.Text(new SyntheticTexts(3).Words(2000));
        uint[] signature = new uint[Hasher.SignatureLength];
        Hasher.TryComputeSignature(text, signature);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            Hasher.TryComputeSignature(text, signature);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData(112)]
    [InlineData(16)]
    [InlineData(9)]
    [InlineData(203)]
    public void Permutations_of_all_widths_give_the_same_bits(int count)
    {
        Permutations permutations = new(count);
        Random random = new(4);
        uint[] shingles = [.. Enumerable.Range(0, 500).Select(_ => (uint)random.NextInt64(1L << 32))];
        uint[] scalar = Ones(count), narrow = Ones(count), wide = Ones(count), chosen = Ones(count);

        permutations.MinimiseScalar(shingles, scalar, 0);
        permutations.Minimise256(shingles, narrow);
        permutations.Minimise512(shingles, wide);
        permutations.Minimise(shingles, chosen);

        narrow.Should().Equal(scalar);
        wide.Should().Equal(scalar);
        chosen.Should().Equal(scalar);
    }

    [Fact]
    public void BandKeys_differ_between_bands_and_agree_for_equal_values()
    {
        UInt128[] keys = new UInt128[14], again = new UInt128[14];

        Hasher.BandKeys(new uint[112], keys);
        Hasher.BandKeys(new uint[112], again);

        keys.Should().OnlyHaveUniqueItems().And.Equal(again);
    }

    [Theory]
    [InlineData(0, 8, 5, 0.75)]
    [InlineData(14, 0, 5, 0.75)]
    [InlineData(65536, 65536, 5, 0.75)]
    [InlineData(14, 8, 0, 0.75)]
    [InlineData(14, 8, 65, 0.75)]
    [InlineData(14, 8, 5, 0)]
    [InlineData(14, 8, 5, 1.01)]
    [InlineData(14, 8, 5, double.NaN)]
    public void Constructor_with_an_option_out_of_range_is_DC1071(int bands, int rows, int shingleWords, double threshold)
    {
        Action create = () => _ = new MinHasher(new MinHashOptions { Bands = bands, Rows = rows, ShingleWords = shingleWords, Threshold = threshold });

        create.Should().Throw<DiagnosticException>().Which.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("DC1071");
    }

    [Fact]
    public void Short_spans_are_rejected()
    {
        Action signature = () => Hasher.TryComputeSignature("a b c d e"u8, new uint[111]);
        Action keys = () => Hasher.BandKeys(new uint[112], new UInt128[13]);

        signature.Should().Throw<ArgumentException>();
        keys.Should().Throw<ArgumentException>();
    }

    private static List<uint> Shingles(byte[] text, bool isVectorised)
    {
        List<uint> all = [];
        uint[] buffer = new uint[ShingleStream.MaxBlockWords + 2];
        ShingleStream stream = new(text, new ulong[3], isVectorised);
        for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            all.AddRange(buffer.AsSpan(0, count).ToArray());
        }

        return all;
    }

    private static double Similarity(string left, string right) =>
        Signature(left).Zip(Signature(right)).Average(pair => pair.First == pair.Second ? 1.0 : 0.0);

    private static uint[] Signature(string text)
    {
        uint[] signature = new uint[Hasher.SignatureLength];
        Hasher.TryComputeSignature(Encoding.UTF8.GetBytes(text), signature);
        return signature;
    }

    private static uint[] Ones(int count) => Enumerable.Repeat(uint.MaxValue, count).ToArray();
}
