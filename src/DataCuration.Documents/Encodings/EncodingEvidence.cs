using System.Text;

namespace DataCuration.Documents.Encodings;

/// <summary>
/// Guesses a legacy encoding from the bytes alone, as browsers do for pages that declare none. Two-byte encodings tell themselves by which bytes
/// lead a pair; single-byte ones by whether the letters they give make words of one script with the case that words have. Pure.
/// </summary>
internal static class EncodingEvidence
{
    private const int GbkCodePage = 54936;
    private const int Big5CodePage = 950;
    private const int EucJpCodePage = 51932;
    private const int EucKrCodePage = 949;
    private const int ShiftJisCodePage = 932;

    // Shares of byte pairs; the classes are far apart in real text (kana are half of Japanese; KS X 1001 keeps Hangul in rows B0 to C8; GB 2312 keeps
    // everyday characters in rows B0 to D7; Big5 alone pairs its everyday leads with trails below 80).
    private const double KanaShare = 0.15;
    private const double HangulShare = 0.93;
    private const double Big5LowTrailShare = 0.1;
    private const double EverydayShare = 0.9;

    // What another encoding must score more than windows-1252, so that a single odd byte decides nothing.
    private const int Margin = 3;

    // Each single-byte encoding with the letters beyond ASCII of its languages, the most frequent first. The first encoding wins a tie.
    private static readonly (int CodePage, string Letters)[] SingleByte =
    [
        (1252, "éèêëàâäáãåæçíìîïñóòôöõøúùûüßœ"),
        (1251, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґљњћџђј"),
        (20866, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
        (866, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
        (28595, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
        (1250, "áéíóúýčďěňřšťůžąćęłńśźżőűôäöüăâîşţđľĺ"),
        (28592, "áéíóúýčďěňřšťůžąćęłńśźżőűôäöüăâîşţđľĺ"),
        (1254, "ğışçöüâîû"),
        (1257, "āčēģīķļņšūžąęėįųõäöü"),
        (1253, "αεηιοτσνρκπλμυωςγδθφχβξζψάέήίόύώϊϋ"),
        (28597, "αεηιοτσνρκπλμυωςγδθφχβξζψάέήίόύώϊϋ"),
        (1255, "יולהמרתאבנשגדזחטכסעפצקךםןףץ"),
        (1256, "اليمنوترهبدثجحخذزسشصضطظعغفقكىءأإآؤئةپچژگ"),
        (874, "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืุูเแโใไ็่้๊๋์ๆ"),
    ];

    /// <summary>The most likely encoding of bytes that are not UTF-8; windows-1252 when nothing speaks.</summary>
    public static Encoding Guess(ReadOnlySpan<byte> bytes) => EncodingLabels.OfCodePage(GuessTwoByte(bytes) ?? GuessSingleByte(bytes));

    private static int? GuessTwoByte(ReadOnlySpan<byte> bytes)
    {
        Pairs pairs = Pairs.Count(bytes);
        if (IsCleanIn(ShiftJisCodePage, bytes, out string japanese) && KanaOf(japanese) >= KanaShare) return ShiftJisCodePage;

        // Letters with accents stand alone between ASCII letters; the bytes of two-byte text come in runs.
        if (pairs.Runs == 0 || pairs.Singles > pairs.Runs / 4) return null;
        if (pairs.LowTrailsOfBig5 >= Big5LowTrailShare * pairs.Runs && IsCleanIn(Big5CodePage, bytes, out _)) return Big5CodePage;
        if (pairs.KanaRow >= KanaShare * pairs.Runs && IsCleanIn(EucJpCodePage, bytes, out _)) return EucJpCodePage;
        if (pairs.HangulRows >= HangulShare * pairs.Ideographs && IsCleanIn(EucKrCodePage, bytes, out _)) return EucKrCodePage;
        return pairs.Ideographs >= pairs.Runs / 2 && pairs.EverydayChinese >= EverydayShare * pairs.Ideographs && IsCleanIn(GbkCodePage, bytes, out _) ? GbkCodePage : null;
    }

    private static bool IsCleanIn(int codePage, ReadOnlySpan<byte> bytes, out string text)
    {
        text = EncodingLabels.OfCodePage(codePage).GetString(bytes);
        int beyondAscii = 0;
        int bad = 0;
        foreach (char c in text)
        {
            if (c > '\x7F') beyondAscii++;
            if (c is '\uFFFD' or (>= '\x80' and < '\xA0') or (>= '\uE000' and <= '\uF8FF')) bad++;
        }

        // The last character may be cut in half.
        return bad <= 1 + (beyondAscii / 100);
    }

    private static double KanaOf(string text)
    {
        int kana = 0;
        int beyondAscii = 0;
        foreach (char c in text)
        {
            if (c > '\x7F') beyondAscii++;
            if (c is >= '\u3041' and <= '\u30FC') kana++;
        }

        return kana / Math.Max(1.0, beyondAscii);
    }

    private static int GuessSingleByte(ReadOnlySpan<byte> bytes)
    {
        int best = SingleByte[0].CodePage;
        int bestScore = int.MinValue;
        foreach ((int codePage, string letters) in SingleByte)
        {
            int score = WordScore.Of(EncodingLabels.OfCodePage(codePage).GetString(bytes), letters);
            if (score <= bestScore) continue;
            best = codePage;
            bestScore = codePage == SingleByte[0].CodePage ? score + Margin : score;
        }

        return best;
    }

    /// <summary>How bytes beyond ASCII pair up in the encodings where both bytes are A1 to FE, and in Big5.</summary>
    private readonly record struct Pairs(int Runs, int Singles, int KanaRow, int HangulRows, int Ideographs, int EverydayChinese, int LowTrailsOfBig5)
    {
        public static Pairs Count(ReadOnlySpan<byte> bytes)
        {
            Pairs counts = default;
            for (int i = 0; i < bytes.Length; i++)
            {
                byte lead = bytes[i];
                if (lead < 0x80) continue;
                byte trail = i + 1 < bytes.Length ? bytes[i + 1] : (byte)0;
                bool isBig5 = lead is >= 0xA4 and <= 0xC6 && trail is >= 0x40 and <= 0x7E;
                if (trail < 0xA1 && !isBig5)
                {
                    counts = counts with { Singles = counts.Singles + 1 };
                    continue;
                }

                i++;
                counts = new Pairs(
                    counts.Runs + 1,
                    counts.Singles,
                    counts.KanaRow + (lead is 0xA4 or 0xA5 ? 1 : 0),
                    counts.HangulRows + (lead is >= 0xB0 and <= 0xC8 ? 1 : 0),
                    counts.Ideographs + (lead is >= 0xB0 and <= 0xF7 ? 1 : 0),
                    counts.EverydayChinese + (lead is >= 0xB0 and <= 0xD7 ? 1 : 0),
                    counts.LowTrailsOfBig5 + (isBig5 ? 1 : 0));
            }

            return counts;
        }
    }
}
