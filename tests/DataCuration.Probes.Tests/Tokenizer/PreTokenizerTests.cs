using System.Text;
using CsCheck;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Probes.Tests.Tokenizer;

public sealed class PreTokenizerTests
{
    /// <summary>Cut as GPT-2's pattern cuts them.</summary>
    [Theory]
    [InlineData("Hello world", "Hello| world")]
    [InlineData("it's we'll I'd", "it|'s| we|'ll| I|'d")]
    [InlineData("a  b", "a| | b")]
    [InlineData("a \n\n b", "a| \n\n| b")]
    [InlineData("line\nnext", "line|\n|next")]
    [InlineData("end  ", "end|  ")]
    [InlineData("in 2026, 3.5%", "in| 2026|,| 3|.|5|%")]
    [InlineData("x = y+1;", "x| =| y|+|1|;")]
    [InlineData("na\u00efve \u4f60\u597d", "na\u00efve| \u4f60\u597d")]
    [InlineData("\u00a0a", "\u00a0|a")]
    public void Text_is_cut_into_words(string text, string expected) => Cut(Encoding.UTF8.GetBytes(text)).Should().Equal(expected.Split('|'));

    [Fact]
    public void Long_run_is_cut_after_64_bytes() =>
        Cut(Encoding.UTF8.GetBytes(new string('a', 150))).Select(static piece => piece.Length).Should().Equal(64, 64, 22);

    [Fact]
    public void Pieces_of_any_bytes_are_short_and_cover_the_text() =>
        Gen.Byte.Array[0, 400].Sample(static text =>
        {
            int end = 0;
            while (end < text.Length)
            {
                int length = PreTokenizer.NextLength(text.AsSpan(end));
                if (length is < 1 or > PreTokenizer.MaxPieceBytes) return false;
                end += length;
            }

            return end == text.Length;
        });

    private static List<string> Cut(byte[] text)
    {
        List<string> pieces = [];
        ReadOnlySpan<byte> rest = text;
        while (!rest.IsEmpty)
        {
            int length = PreTokenizer.NextLength(rest);
            pieces.Add(Encoding.UTF8.GetString(rest[..length]));
            rest = rest[length..];
        }

        return pieces;
    }
}
