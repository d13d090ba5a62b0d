using System.Text;
using System.Xml.Linq;
using CsCheck;
using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Tests.Pipelines.Report.Html;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [InlineData("\"'", "&quot;&#39;")]
    [InlineData("line\r\nline\t.", "line\nline\t.")]
    [InlineData("\0\u0008\u0085\uFFFF", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    [InlineData("\U0001F600", "\U0001F600")]
    public void Escaped_text_has_no_markup_and_no_control_character(string text, string expected) => Escape(text).Should().Be(expected);

    [Fact]
    public void Lone_surrogate_becomes_the_replacement_character()
    {
        Escape("a" + (char)0xD83D + "b").Should().Be("a\uFFFDb");
        Escape("a" + (char)0xDE00).Should().Be("a\uFFFD");
        Escape("a" + (char)0xD83D).Should().Be("a\uFFFD");
    }

    [Fact]
    public void Any_text_is_well_formed_in_content_and_in_an_attribute() =>
        Gen.Char.Array[0, 40].Select(c => new string(c)).Sample(text =>
        {
            string escaped = Escape(text);

            XElement element = XElement.Parse($"<p title=\"{escaped}\">{escaped}</p>");

            return !element.HasElements && element.Attributes().Count() == 1;
        }, iter: 2000, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Beginning_never_cuts_a_character_in_two()
    {
        HtmlText.Beginning("ab\U0001F600cd", 3).Should().Be("ab …");
        HtmlText.Beginning("abc", 3).Should().Be("abc");
    }

    [Fact]
    public void Writer_escapes_every_hole_but_markup()
    {
        var html = new HtmlWriter();

        html.Write($"<b>{"<i>"}</b>{new Markup("<br/>")}{3} {2.126} {-0.0}");

        html.ToMarkup().Value.Should().Be("<b>&lt;i&gt;</b><br/>3 2.13 0");
    }

    private static string Escape(string text)
    {
        var output = new StringBuilder();
        HtmlText.AppendEscaped(output, text);
        return output.ToString();
    }
}
