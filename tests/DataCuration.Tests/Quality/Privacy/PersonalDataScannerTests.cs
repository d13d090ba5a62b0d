using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Privacy;

namespace DataCuration.Tests.Quality.Privacy;

/// <summary>The expected marks of the first two tests are those of datatrove 0.10 (tests/pipeline/filters/test_pii_removal.py, Apache-2.0).</summary>
public sealed class PersonalDataScannerTests
{
    private static readonly PrivacyOptions All = new() { Phone = true };

    [Theory]
    [InlineData("999.999.999.999.", "999.999.999.999.")]
    [InlineData("108.0.0.01", "108.0.0.01")]
    [InlineData("0.1.2.3", "0.1.2.3")]
    [InlineData("00.0000.00.00", "00.0000.00.00")]
    [InlineData("192.168.l.1", "192.168.l.1")]
    [InlineData("912.456.123.123", "912.456.123.123")]
    [InlineData(".3.3.3.0", ".IP")]
    [InlineData("192.168.o.0", "192.168.o.0")]
    [InlineData("172.16.0.9", "172.16.0.9")]
    [InlineData("172.17.1.1", "172.17.1.1")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("10.255.255.254", "10.255.255.254")]
    [InlineData("172.31.254.254", "172.31.254.254")]
    [InlineData("192.168.254.0", "192.168.254.0")]
    [InlineData("163.36.107.25", "IP")]
    [InlineData("114.35.103.54", "IP")]
    [InlineData("29.116.31.158", "IP")]
    [InlineData("4.132.211.142", "IP")]
    [InlineData("35.88.121.75", "IP")]
    [InlineData("224.0.0.1 192.0.0.9 192.0.0.8 100.64.0.1 100.128.0.1 203.0.113.9", "IP IP 192.0.0.8 100.64.0.1 IP 203.0.113.9")]
    public void Public_addresses_are_marked(string text, string expected) => Mark(text).Should().Be(expected);

    [Theory]
    [InlineData("email@example.com", "EMAIL")]
    [InlineData("firstname+lastname@example.com", "EMAIL")]
    [InlineData("email@123.123.123.123", "EMAIL")]
    [InlineData("email@[123.123.123.123]", "EMAIL")]
    [InlineData("\"email\"@example.com", "\"email\"@example.com")]
    [InlineData("1234567890@example.com", "EMAIL")]
    [InlineData("email@example-one.com", "EMAIL")]
    [InlineData("_______@example.com", "EMAIL")]
    [InlineData("email@example.co.jp", "EMAIL")]
    [InlineData("NAME@MYSITE.COM", "EMAIL")]
    [InlineData("much.\u201Dmore\\ unusual\u201D@example.com", "much.\u201Dmore\\ unusual\u201D@example.com")]
    [InlineData("very.unusual.\u201D@\u201D.unusual.com@example.com", "very.unusual.\u201D@\u201D.EMAIL")]
    [InlineData("very.\u201D(),:;<>[]\u201D.VERY.\u201Dvery@\\ \"very\u201D.unusual@strange.example.com", "very.\u201D(),:;<>[]\u201D.VERY.\u201Dvery@\\ \"very\u201D.EMAIL")]
    [InlineData("plainaddress", "plainaddress")]
    [InlineData("#@%^%#$@#$@#.com", "#@%^%#$@#$@#.com")]
    [InlineData("@example.com", "@example.com")]
    [InlineData("Joe Smith <email@example.com>", "Joe Smith <EMAIL>")]
    [InlineData("email.example.com", "email.example.com")]
    [InlineData("email@example@example.com", "email@EMAIL")]
    [InlineData(".email@example.com", ".EMAIL")]
    [InlineData("email.@example.com", "email.@example.com")]
    [InlineData("email..email@example.com", "email..EMAIL")]
    [InlineData("\u3042\u3044\u3046\u3048\u304A@example.com", "\u3042\u3044\u3046\u3048\u304A@example.com")]
    [InlineData("email@example.com (Joe Smith)", "EMAIL (Joe Smith)")]
    [InlineData("email@example", "email@example")]
    [InlineData("email@-example.com", "email@-example.com")]
    [InlineData("email@111.222.333.44444", "EMAIL")]
    [InlineData("email@example..com", "email@example..com")]
    [InlineData("Abc..123@example.com", "Abc..EMAIL")]
    [InlineData("\u201D(),:;<>[\\]@example.com", "\u201D(),:;<>[\\]@example.com")]
    [InlineData("just\u201Dnot\u201Dright@example.com", "just\u201Dnot\u201DEMAIL")]
    [InlineData("this\\ is\"really\"not\\allowed@example.com", "this\\ is\"really\"not\\EMAIL")]
    public void Addresses_of_people_are_marked(string text, string expected) => Mark(text).Should().Be(expected);

    [Theory]
    [InlineData("version 1.2.3.4.5", "version 1.2.3.4.5")]
    [InlineData("v8.8.8.8 and 18.8.8.8x", "v8.8.8.8 and IPx")]
    [InlineData("call (415) 555-2671 now", "call PHONE now")]
    [InlineData("call 415.555.2671, id 41555526711", "call PHONE, id 41555526711")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE.", "key KEY.")]
    [InlineData("AKIAIOSFODNN7EXAMPL and XAKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPL and XAKIAIOSFODNN7EXAMPLE")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- done", "KEY done")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
    public void Stricter_than_an_expression(string text, string expected) => Mark(text).Should().Be(expected);

    [Fact]
    public void Replacement_depends_on_document_and_place_alone_and_is_nobodys()
    {
        byte[] text = Encoding.UTF8.GetBytes("a@b.com wrote to c@d.org from 8.8.8.8");
        DocumentId id = DocumentId.Create("s", "f", 3);
        PersonalDataScanner scanner = new(new PrivacyOptions());

        scanner.Scan(text);
        string first = Encoding.UTF8.GetString(TextEdits.Apply(text, scanner.Edits(id)));
        scanner.Scan("other@text.com in between"u8);
        scanner.Scan(text);
        string second = Encoding.UTF8.GetString(TextEdits.Apply(text, scanner.Edits(id)));

        second.Should().Be(first).And.MatchRegex("^(email@example.com|firstname.lastname@example.org) wrote to (email@example.com|firstname.lastname@example.org) from [0-9.]+$");
        scanner.Scan(Encoding.UTF8.GetBytes(first));
        scanner.Edits(id).Should().OnlyContain(edit => edit.Rule == "privacy.email", "the address that replaces is in a network that nobody has");
        Enumerable.Range(0, 50).Select(i =>
        {
            scanner.Scan(text);
            return scanner.Edits(DocumentId.Create("s", "f", i))[0].Replacement;
        }).Distinct().Should().HaveCount(2);
    }

    /// <summary>Long runs of what an address may hold must not cost more than one pass.</summary>
    [Fact]
    public void Hostile_text_is_linear_in_work()
    {
        PersonalDataScanner scanner = new(All);

        scanner.Scan(Encoding.UTF8.GetBytes(new string('a', 300_000) + new string('@', 1000) + new string('.', 300_000)));
        scanner.Scan(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1.", 300_000))));

        scanner.Scan("nothing here"u8).Should().BeEmpty();
    }

    private static string Mark(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        IReadOnlyList<PersonalSpan> found = new PersonalDataScanner(All).Scan(utf8);
        return Encoding.UTF8.GetString(TextEdits.Apply(utf8, [.. found.Select(span =>
            new TextEdit("x", span.Start, span.Length, span.Kind.ToString().ToUpperInvariant()))]));
    }
}
