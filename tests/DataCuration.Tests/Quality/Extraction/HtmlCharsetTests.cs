using System.Text;
using DataCuration.Quality.Extraction;

namespace DataCuration.Tests.Quality.Extraction;

public sealed class HtmlCharsetTests
{
    private static string Read(byte[] html, string? declared) =>
        Encoding.UTF8.GetString(new HtmlTextExtractor().Extract(html, declared).Text.Span);

    [Fact]
    public void Byte_order_mark_beats_the_declared_charset()
    {
        Read([0xEF, 0xBB, 0xBF, .. "<p>caf\u00e9"u8], "windows-1251").Should().Be("café");
        Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<p>café")], "utf-8").Should().Be("café");
        Read([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<p>café")], null).Should().Be("café");
    }

    [Fact]
    public void Declared_charset_beats_meta() =>
        Read([.. "<meta charset=utf-8><p>"u8, 0xEF, 0xF0, 0xE8], "windows-1251").Should().Be("при");

    [Theory]
    [InlineData("<meta charset=\"windows-1251\"><p>")]
    [InlineData("<meta name=x content=y><META http-equiv=Content-Type content='text/html; charset = WINDOWS-1251'><p>")]
    public void Meta_is_read_in_both_forms(string head) =>
        Read([.. Encoding.ASCII.GetBytes(head), 0xEF, 0xF0, 0xE8], null).Should().Be("при");

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("no-such-charset")]
    [InlineData("utf-7")]
    [InlineData(null)]
    public void Bytes_that_are_not_utf8_fall_back_to_windows_1252(string? declared) =>
        Read([.. "<p>it"u8, 0x92, .. "s 5 "u8, 0x80], declared).Should().Be("it’s 5 €");

    [Fact]
    public void Valid_utf8_without_any_name_is_utf8() => Read([.. "<p>naïve 日本"u8], null).Should().Be("naïve 日本");

    [Fact]
    public void Meta_that_claims_utf16_means_utf8() => Read([.. "<meta charset=utf-16><p>naïve"u8], null).Should().Be("naïve");

    [Theory]
    [InlineData("shift_jis", "日本語のテキスト")]
    [InlineData("gb2312", "中文网页")]
    [InlineData("euc-kr", "한국어")]
    [InlineData("big5", "繁體中文")]
    [InlineData("koi8-r", "привет")]
    public void Legacy_charsets_are_known(string name, string text) =>
        Read([.. "<p>"u8, .. CodePagesEncodingProvider.Instance.GetEncoding(name)!.GetBytes(text)], name).Should().Be(text);

    [Fact]
    public void Invalid_bytes_become_the_replacement_character() => Read([.. "<p>a"u8, 0xFF, .. "b"u8], "utf-8").Should().Be("a\uFFFDb");
}
