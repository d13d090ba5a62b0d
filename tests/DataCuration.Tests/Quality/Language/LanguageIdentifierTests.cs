using System.Text;
using DataCuration.Documents.Diagnostics;
using DataCuration.Quality.Language;

namespace DataCuration.Tests.Quality.Language;

public class LanguageIdentifierTests
{
    private const string English = "The committee will publish its report on the new railway line before the end of this month.";
    private const string German = "Der Ausschuss wird seinen Bericht über die neue Bahnstrecke noch vor dem Ende dieses Monats veröffentlichen.";

    private readonly LanguageIdentifier _identifier = new();

    [Theory]
    [InlineData("en", English)]
    [InlineData("de", German)]
    [InlineData("fr", "La commission publiera son rapport sur la nouvelle ligne de chemin de fer avant la fin du mois.")]
    [InlineData("es", "La comisión publicará su informe sobre la nueva línea de ferrocarril antes de que termine el mes.")]
    [InlineData("pt", "A comissão vai publicar o seu relatório sobre a nova linha de caminho de ferro antes do fim do mês.")]
    [InlineData("pl", "Komisja opublikuje swoje sprawozdanie w sprawie nowej linii kolejowej jeszcze przed końcem miesiąca.")]
    [InlineData("tr", "Komisyon, yeni demiryolu hattıyla ilgili raporunu bu ayın sonundan önce yayımlayacak.")]
    [InlineData("fi", "Valiokunta julkaisee raporttinsa uudesta rautatiestä ennen tämän kuukauden loppua.")]
    [InlineData("ru", "Комиссия опубликует свой доклад о новой железной дороге до конца этого месяца.")]
    [InlineData("uk", "Комісія оприлюднить свій звіт про нову залізницю до кінця цього місяця.")]
    [InlineData("el", "Η επιτροπή θα δημοσιεύσει την έκθεσή της πριν από το τέλος του μήνα.")]
    [InlineData("he", "הוועדה תפרסם את הדוח שלה על מסילת הרכבת החדשה לפני סוף החודש.")]
    [InlineData("hi", "समिति इस महीने के अंत से पहले नई रेल लाइन पर अपनी रिपोर्ट प्रकाशित करेगी।")]
    [InlineData("ja", "委員会は今月末までに新しい鉄道路線に関する報告書を公表する予定です。")]
    [InlineData("zh", "委员会将在本月底之前公布有关新铁路线的报告。")]
    [InlineData("ko", "위원회는 이달 말 이전에 새 철도 노선에 관한 보고서를 발표할 것이다.")]
    [InlineData("th", "คณะกรรมการจะเผยแพร่รายงานเกี่ยวกับทางรถไฟสายใหม่ก่อนสิ้นเดือนนี้")]
    public void A_sentence_has_its_language(string language, string text)
    {
        LanguagePrediction prediction = _identifier.Identify(Encoding.UTF8.GetBytes(text));

        prediction.Language.Should().Be(language);
        prediction.Confidence.Should().BeInRange(0.8f, 1f);
    }

    [Fact]
    public void The_built_in_model_knows_more_than_a_hundred_languages()
    {
        IReadOnlyList<string> languages = LanguageModel.BuiltIn.Languages;

        languages.Should().HaveCountGreaterThan(140).And.OnlyHaveUniqueItems().And.Contain(["en", "sw", "yo", "ug", "haw"]);
    }

    [Fact]
    public void Paragraphs_have_their_own_languages_and_shares()
    {
        string text = $"{German}\n{German}\n{English}\n12.3\n";

        LanguagePrediction prediction = _identifier.Identify(Encoding.UTF8.GetBytes(text));

        prediction.Language.Should().Be("de");
        LanguageShare[] shares = _identifier.Shares.ToArray();
        shares.Select(share => share.Language).Should().Equal("de", "en");
        shares.Sum(share => share.Share).Should().BeApproximately(1, 1e-9);
        shares[1].Share.Should().BeApproximately(English.Length / (double)Encoding.UTF8.GetByteCount($"{German}{German}{English}12.3"), 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 + 30 = 42 !?")]
    [InlineData("😀 🚀")]
    public void A_text_without_letters_is_undetermined(string text)
    {
        LanguagePrediction prediction = _identifier.Identify(Encoding.UTF8.GetBytes(text));

        prediction.Should().Be(new LanguagePrediction("und", 0));
    }

    [Fact]
    public void A_minor_script_lowers_the_confidence_and_does_not_decide()
    {
        LanguagePrediction prediction = _identifier.Identify(Encoding.UTF8.GetBytes(English + " Комиссия опубликует доклад"));

        prediction.Language.Should().Be("en");
        prediction.Confidence.Should().BeInRange(0.6f, 0.85f);
    }

    [Fact]
    public void The_last_document_leaves_no_trace()
    {
        byte[] english = Encoding.UTF8.GetBytes(English);
        LanguagePrediction before = _identifier.Identify(english);

        _identifier.Identify(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(German, 40))));

        _identifier.Identify(english).Should().Be(before);
        new LanguageIdentifier().Identify(english).Should().Be(before);
    }

    [Fact]
    public void Malformed_bytes_separate_words()
    {
        byte[] text = [0xFF, 0xC3, .. Encoding.UTF8.GetBytes(English), 0xF0, 0x9F, 0xE2, 0x82];

        _identifier.Identify(text).Language.Should().Be("en");
    }

    [Fact]
    public void Random_bytes_are_read_to_the_end()
    {
        byte[] noise = new byte[100_000];
        uint state = 1;
        foreach (ref byte value in noise.AsSpan())
        {
            state = (state * 1664525) + 1013904223;
            value = (byte)(state >> 24);
        }

        LanguagePrediction prediction = _identifier.Identify(noise);

        prediction.Confidence.Should().BeInRange(0f, 1f);
        _identifier.Shares.ToArray().Sum(share => share.Share).Should().BeApproximately(1, 1e-9);
    }

    [Fact]
    public void A_document_allocates_nothing()
    {
        byte[] text = Encoding.UTF8.GetBytes($"{German}\n{English}\n委員会は今月末までに報告書を公表する。");
        _identifier.Identify(text);
        long before = GC.GetAllocatedBytesForCurrentThread();

        _identifier.Identify(text);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no model at all, but long enough")]
    [InlineData("DCLI\u0009\0\0\0 of a later version")]
    [InlineData("DCLI\u0001\0\0\0 with a wrong checksum")]
    public void What_is_no_model_is_named(string content)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "languages.dcli");
        File.WriteAllText(path, content);

        Action read = () => LanguageModel.Read(path);

        DiagnosticException exception = read.Should().Throw<DiagnosticException>().Which;
        exception.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic => diagnostic.Code == "DC1080" && diagnostic.File == path);
        exception.ExitCode.Should().Be(ExitCode.BadInput);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
