using System.Text;
using CsCheck;
using DataCuration.Quality.Rules;

namespace DataCuration.Tests.Quality.Rules;

public sealed class TokenScannerTests
{
    [Theory]
    [InlineData("Others weren't so sure.", "Others|were|n't|so|sure|.")]
    [InlineData("John's dog; we'll see, they’ve gone", "John|'s|dog|;|we|'ll|see|,|they|’ve|gone")]
    [InlineData("l'homme o'clock", "l'homme|o'clock")]
    [InlineData("2,500.50 at 10:30", "2,500.50|at|10:30")]
    [InlineData("well-known UTF-8 -Verbose /etc state-of", "well|-|known|UTF-8|-Verbose|/etc|state|-|of")]
    [InlineData("std::string python.org end.Next", "std::string|python.org|end|.|Next")]
    [InlineData("see http://a.b/c?d=e, now (ftp://x/y).", "see|http://a.b/c?d=e|,|now|(|ftp://x/y|)|.")]
    [InlineData("wait... what?! -- \"so\"", "wait|...|what|?|!|--|\"|so|\"")]
    [InlineData("😀😃 #tag snake_case a@b.c", "😀|😃|#|tag|snake_case|a@b.c")]
    [InlineData("a\u0085b\u3000c\u001cd\u200be", "a|b|c|d\u200be")]
    public void Text_is_cut_close_to_spaCys_English_tokens(string text, string expected) =>
        string.Join('|', Tokens(Encoding.UTF8.GetBytes(text))).Should().Be(expected);

    [Fact]
    public void Tokens_hold_every_visible_code_point_once() =>
        Gen.String[Gen.Char["aB1 .,-'’/:\\|()_n t\n🙂é日"], 0, 60].Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            string visible = string.Concat(Encoding.UTF8.GetString(bytes).Where(c => c is not (' ' or '\n')));
            return string.Concat(Tokens(bytes)) == visible;
        });

    [Theory]
    [InlineData("One. Two! Three?\" (Four.) \"Five.\" six", 6)]
    [InlineData("Wait... it goes on", 1)]
    [InlineData("これは文です。 次の文です。", 2)]
    [InlineData("...", 1)]
    [InlineData("", 0)]
    public void Sentences_end_after_a_terminal_mark_and_its_punctuation(string text, int expected) =>
        SentenceCounter.Count(Encoding.UTF8.GetBytes(text)).Should().Be(expected);

    private static List<string> Tokens(byte[] text)
    {
        List<string> tokens = [];
        TokenScanner scanner = new(text);
        while (scanner.Next())
        {
            Token token = scanner.Current;
            string value = Encoding.UTF8.GetString(text, token.Start, token.Length);
            value.EnumerateRunes().Count().Should().Be(token.CodePoints, value);
            tokens.Add(value);
        }

        return tokens;
    }
}
