using System.Text;
using CsCheck;
using DataCuration.Deduplication.Exact;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class ExactHashTests
{
    [Theory]
    [InlineData("a b", " a \t\r\n b\n")]
    [InlineData("a b", "a\u00A0\u0085\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000b")]
    [InlineData("", " \n\u3000")]
    public void Compute_with_collapsed_white_space_is_equal_for_texts_that_differ_in_white_space(string left, string right) =>
        Hash(right, TextNormalisation.WhiteSpace).Should().Be(Hash(left, TextNormalisation.WhiteSpace));

    [Theory]
    [InlineData("a b", "ab")]
    [InlineData("a b", "a\u200Bb")]
    [InlineData("a b", "A b")]
    public void Compute_with_collapsed_white_space_differs_for_other_texts(string left, string right) =>
        Hash(right, TextNormalisation.WhiteSpace).Should().NotBe(Hash(left, TextNormalisation.WhiteSpace));

    [Fact]
    public void Compute_without_normalisation_sees_every_byte()
    {
        Hash("a b", TextNormalisation.None).Should().NotBe(Hash("a  b", TextNormalisation.None));
        Hash("a b", TextNormalisation.None).Should().Be(Hash("a b", TextNormalisation.WhiteSpace));
    }

    [Fact]
    public void Compute_agrees_with_char_IsWhiteSpace_on_every_character_of_the_basic_plane()
    {
        UInt128 collapsed = Hash("x y", TextNormalisation.WhiteSpace);

        IEnumerable<int> disagreeing = Enumerable.Range(0, 0x10000)
            .Where(c => Rune.IsValid(c))
            .Where(c => (Hash($"x{(char)c}y", TextNormalisation.WhiteSpace) == collapsed) != char.IsWhiteSpace((char)c));

        disagreeing.Should().BeEmpty();
    }

    [Fact]
    public void Compute_of_long_texts_agrees_with_collapsing_first()
    {
        // Blocks of 64 bytes take a faster path; the pieces put white space of every kind at every place in a block.
        string[] pieces = ["word", " ", "  ", "\n", "\t", "\u00A0", "\u3000", "é", "日本", "longerwordwithoutanyspaceinside", ", "];
        Gen.Int[0, pieces.Length - 1].Array[0, 120].Select(picks => string.Concat(picks.Select(i => pieces[i]))).Sample(
            text => Hash(text, TextNormalisation.WhiteSpace)
                == Hash(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), TextNormalisation.None),
            iter: 2000, seed: "0000000000001");
    }

    [Theory]
    [InlineData(new byte[] { 0xC2 })]
    [InlineData(new byte[] { 0xE2, 0x80 })]
    [InlineData(new byte[] { 0x20, 0xE3 })]
    public void Compute_of_a_cut_off_character_does_not_read_past_the_end(byte[] text) =>
        ExactHash.Compute(text, TextNormalisation.WhiteSpace).Should().NotBe(Hash("", TextNormalisation.WhiteSpace));

    private static UInt128 Hash(string text, TextNormalisation normalisation) =>
        ExactHash.Compute(Encoding.UTF8.GetBytes(text), normalisation);
}
