using System.Text;
using DataCuration.Documents.Encodings;

namespace DataCuration.Tests.Documents.Encodings;

public sealed class TextEncodingTests
{
    /// <summary>Encoding, and a text in a language that pages in this encoding are in (Universal Declaration of Human Rights, article 1, or own words).</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "windows-1252", "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison – c’est « très » clair." },
        { "windows-1252", "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Größe, Mühe, schön." },
        { "windows-1252", "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. São dotados de razão e de consciência." },
        { "windows-1251", "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью." },
        { "koi8-r", "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью." },
        { "ibm866", "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью." },
        { "windows-1250", "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem." },
        { "windows-1250", "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím." },
        { "windows-1253", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα." },
        { "windows-1254", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler." },
        { "windows-1255", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם." },
        { "windows-1256", "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق." },
        { "windows-874", "มนุษย์ทั้งปวงเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ" },
        { "shift_jis", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" },
        { "euc-jp", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" },
        { "iso-2022-jp", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" },
        { "gb18030", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。" },
        { "big5", "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。" },
        { "euc-kr", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다." },
        { "utf-8", "すべての人間は naïve" },
        { "utf-16le", "<p>Все люди are born free and equal in dignity and rights.</p>" },
        { "utf-16be", "<p>Все люди are born free and equal in dignity and rights.</p>" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Undeclared_text_is_read_right(string encoding, string text) => Decode(Page(encoding, text), declared: null).Should().Contain(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_declared_by_the_transport_is_read_right(string encoding, string text) => Decode(Page(encoding, text), encoding).Should().Contain(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_wrongly_declared_utf8_is_read_right(string encoding, string text) => Decode(Page(encoding, text), "utf-8").Should().Contain(text);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_declared_in_its_meta_is_read_right(string encoding, string text)
    {
        string page = $"<!DOCTYPE html><!-- <meta charset=utf-8> --><head><META HTTP-EQUIV=content-type content=\"text/html; charset={encoding}\">{text}";

        Decode(Page(encoding, page), declared: null).Should().Contain(text);
    }

    [Fact]
    public void Valid_utf8_beyond_ascii_is_utf8_whatever_single_byte_encoding_is_declared() =>
        Decode(Encoding.UTF8.GetBytes("<p>naïve café"), "iso-8859-1").Should().Contain("naïve café");

    [Fact]
    public void Xml_declaration_counts() =>
        Decode(Page("koi8-r", "<?xml version=\"1.0\" encoding=\"KOI8-R\"?><p>мир"), declared: null).Should().Contain("мир");

    [Theory]
    [InlineData(" \"Latin1\" ", 1252)]
    [InlineData("GB2312", 54936)]
    [InlineData("ks_c_5601-1987", 949)]
    [InlineData("x-sjis", 932)]
    [InlineData("iso-8859-9", 1254)]
    [InlineData("UNICODE", 1200)]
    public void Labels_mean_what_they_mean_to_browsers(string label, int codePage) => EncodingLabels.Find(label)!.CodePage.Should().Be(codePage);

    [Theory]
    [InlineData("utf-7")]
    [InlineData("")]
    [InlineData("no-such-label")]
    [InlineData(null)]
    public void Unknown_and_forbidden_labels_mean_nothing(string? label) => EncodingLabels.Find(label).Should().BeNull();

    [Fact]
    public void Every_encoding_of_the_standard_that_dotnet_has_is_reachable() =>
        new[] { "ibm866", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-13", "iso-8859-15", "koi8-u", "mac", "x-mac-cyrillic", "windows-1257", "windows-1258" }
            .Should().AllSatisfy(label => EncodingLabels.Find(label).Should().NotBeNull());

    private static byte[] Page(string encoding, string text) => EncodingLabels.Find(encoding)!.GetBytes(text);

    private static string Decode(byte[] bytes, string? declared)
    {
        Encoding encoding = TextEncoding.Of(bytes, declared, isMarkup: true, out int markLength);
        return encoding.GetString(bytes.AsSpan(markLength));
    }
}
