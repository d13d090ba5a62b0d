using System.Text;
using System.Text.Json;
using CsCheck;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.English;
using DataCuration.Quality.Rules.Words;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules.English;

public sealed class SpacyTokenizerTests
{
    [Theory]
    [InlineData("Others weren't so sure.", "Others|were|n't|so|sure|.")]
    [InlineData("Don't you think it's John's? We'll see; they've gone, y'all.", "Do|n't|you|think|it|'s|John|'s|?|We|'ll|see|;|they|'ve|gone|,|y'|all|.")]
    [InlineData("2,500.50 at 10km/h costs US$5 or 5US$, -3 +4 a+b", "2,500.50|at|10|km/h|costs|US$|5|or|5|US$|,|-3|+4|a+b")]
    [InlineData("well-known 3-4 and/or re-enter --verbose x--y", "well|-|known|3|-|4|and/or|re|-|enter|--verbose|x|--|y")]
    [InlineData("end.Next e.g. U.S. NATO. 30°C. p.m.", "end|.|Next|e.g.|U.S.|NATO|.|30|°|C|.|p.m.")]
    [InlineData("see http://a.bc/d?e=f, now (ftp://x.org:80/y).", "see|http://a.bc/d?e=f|,|now|(|ftp://x.org:80/y|)|.")]
    [InlineData("me@b.co 8.8.8.8 10.0.0.1/x,y 1.2.3.4/x,y", "me@b.co|8.8.8.8|10.0.0.1|/|x|,|y|1.2.3.4/x,y")]
    [InlineData("wait... what?! :-) foo:) (._.)", "wait|...|what|?|!|:-)|foo|:)|(._.)")]
    [InlineData("vitamin-a. ''''''''", "vitamin|-|a.|''|'|''|''|'")]
    [InlineData("a\u0085b\u3000c\u001cd\u200be", "a|b|c|d\u200be")]
    public void Text_is_cut_as_spaCy_cuts_it(string text, string expected) => string.Join('|', Words(Encoding.UTF8.GetBytes(text))).Should().Be(expected);

    [Fact]
    public void Words_of_the_golden_vectors_are_spaCys()
    {
        foreach (JsonElement document in GoldenDocuments.All.Where(d => d.TryGetProperty("words", out _)))
        {
            Words(document.Text()).Should().Equal(document.GetProperty("words").EnumerateArray().Select(word => word.GetString()!), document.Id());
        }
    }

    [Fact]
    public void Words_hold_every_visible_code_point_once() =>
        Gen.String[Gen.Char["aB1 .,-'’/:\\|()_n t\n🙂é日"], 0, 60].Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            string visible = string.Concat(Encoding.UTF8.GetString(bytes).Where(c => c is not (' ' or '\n')));
            return string.Concat(Words(bytes)) == visible;
        }, iter: 50);

    [Fact]
    public void Words_do_not_depend_on_what_was_met_before()
    {
        SpacyTokenizer shared = new();
        Gen.String[Gen.Char["aS1 .,-':)$"], 0, 40].Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            lock (shared)
            {
                return Words(bytes, shared).SequenceEqual(Words(bytes));
            }
        }, iter: 50);
    }

    [Theory]
    [InlineData("One. Two! Three?\" (Four.) \"Five.\" six", 6)]
    [InlineData("Wait... it goes on", 1)]
    [InlineData("これは文です。 次の文です。", 2)]
    [InlineData("Hello.  !", 2)]
    [InlineData("Hello. !", 1)]
    [InlineData("Hello.\n", 2)]
    [InlineData("Hello. ", 1)]
    [InlineData("...", 1)]
    [InlineData("", 1)]
    public void Sentences_end_after_a_mark_and_its_punctuation(string text, int expected)
    {
        DocumentWords words = new();
        new SpacyTokenizer().Split(Encoding.UTF8.GetBytes(text), words);

        SentenceCounter.Count(words).Should().Be(expected);
        SentenceCounter.Cuts(words).Should().HaveCount(expected - 1);
    }

    private static List<string> Words(byte[] text) => Words(text, new SpacyTokenizer());

    private static List<string> Words(byte[] text, SpacyTokenizer tokenizer)
    {
        DocumentWords words = new();
        tokenizer.BeginDocument();
        tokenizer.Split(text, words);
        return [.. Enumerable.Range(0, words.Count).Select(i => Encoding.UTF8.GetString(text, words.Starts[i], words.Vocabulary.Words[words.Id(i)].Length))];
    }
}
