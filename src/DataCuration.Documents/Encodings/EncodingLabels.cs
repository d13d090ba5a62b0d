using System.Collections.Frozen;
using System.Text;

namespace DataCuration.Documents.Encodings;

/// <summary>
/// The names of character encodings as web pages use them (WHATWG Encoding Standard, section 4.2): many are wrong in a well-known way, so
/// ISO-8859-1 and ASCII mean windows-1252 and GB2312 means GB18030. UTF-7 and the other encodings that the standard forbids have no entry, nor
/// have ISO-8859-10, -14 and -16, which .NET does not know. Pure.
/// </summary>
public static class EncodingLabels
{
    // Code page of .NET, then all labels.
    private static readonly (int CodePage, string Labels)[] Table =
    [
        (CodePage: 65001, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"), // utf-8
        (CodePage: 866, "866 cp866 csibm866 ibm866"), // ibm866
        (CodePage: 28592, "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"), // iso-8859-2
        (CodePage: 28593, "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"), // iso-8859-3
        (CodePage: 28594, "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"), // iso-8859-4
        (CodePage: 28595, "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"), // iso-8859-5
        (CodePage: 28596, "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"), // iso-8859-6
        (CodePage: 28597, "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"), // iso-8859-7
        (CodePage: 28598, "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical"), // iso-8859-8
        (CodePage: 28603, "iso-8859-13 iso8859-13 iso885913"), // iso-8859-13
        (CodePage: 28605, "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"), // iso-8859-15
        (CodePage: 20866, "cskoi8r koi koi8 koi8-r koi8_r"), // koi8-r
        (CodePage: 21866, "koi8-ru koi8-u"), // koi8-u
        (CodePage: 10000, "csmacintosh mac macintosh x-mac-roman"), // macintosh
        (CodePage: 874, "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"), // windows-874
        (CodePage: 1250, "cp1250 windows-1250 x-cp1250"), // windows-1250
        (CodePage: 1251, "cp1251 windows-1251 x-cp1251"), // windows-1251
        (CodePage: 1252, "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"), // windows-1252
        (CodePage: 1253, "cp1253 windows-1253 x-cp1253"), // windows-1253
        (CodePage: 1254, "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"), // windows-1254
        (CodePage: 1255, "cp1255 windows-1255 x-cp1255"), // windows-1255
        (CodePage: 1256, "cp1256 windows-1256 x-cp1256"), // windows-1256
        (CodePage: 1257, "cp1257 windows-1257 x-cp1257"), // windows-1257
        (CodePage: 1258, "cp1258 windows-1258 x-cp1258"), // windows-1258
        (CodePage: 10017, "x-mac-cyrillic x-mac-ukrainian"), // x-mac-ukrainian
        (CodePage: 54936, "gb18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"), // gb18030
        (CodePage: 950, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"), // big5
        (CodePage: 51932, "cseucpkdfmtjapanese euc-jp x-euc-jp"), // euc-jp
        (CodePage: 50220, "csiso2022jp iso-2022-jp"), // iso-2022-jp
        (CodePage: 932, "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"), // shift_jis
        (CodePage: 949, "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"), // euc-kr
        (CodePage: 1201, "unicodefffe utf-16be"), // utf-16be
        (CodePage: 1200, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"), // utf-16le
    ];

    private static readonly DecoderReplacementFallback Replacement = new("\uFFFD");

    private static readonly FrozenDictionary<string, int> CodePages = Table
        .SelectMany(row => row.Labels.Split(' ').Select(label => (label, row.CodePage)))
        .ToFrozenDictionary(pair => pair.label, pair => pair.CodePage, StringComparer.OrdinalIgnoreCase);

    /// <summary>The encoding that browsers take a label for; null when they know none. Bytes it cannot decode become U+FFFD.</summary>
    /// <param name="label">A label in any case, with white space or quotes around it.</param>
    public static Encoding? Find(string? label) =>
        label is not null && CodePages.TryGetValue(label.Trim().Trim('"', '\'').Trim(), out int codePage) ? OfCodePage(codePage) : null;

    /// <summary>The encoding of a code page, which must be one that .NET has. Its own fallback is a question mark.</summary>
    internal static Encoding OfCodePage(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, Replacement)
        ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, Replacement);
}
