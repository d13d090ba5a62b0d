using System.Text;
using System.Text.Unicode;

namespace DataCuration.Documents.Encodings;

/// <summary>
/// Decides in which character encoding bytes from the web are: byte order mark, then what the transport declared, then what the page declares, then
/// the bytes themselves, as browsers do. Two differences, both because a crawl has nobody to choose another encoding in a menu: valid UTF-8 with
/// characters beyond ASCII is UTF-8 whatever single-byte encoding is declared, and bytes that are not in the declared encoding are looked at as if nothing
/// was declared. Pure; safe for concurrent use.
/// </summary>
public static class TextEncoding
{
    // A decoder replaces what it cannot read. A few such places are a page's own mistakes; more mean that the declaration is wrong.
    private const double MaxReplacedShare = 0.1;
    private const int CheckedBytes = 1 << 16;

    /// <summary>The encoding; bytes it cannot decode become U+FFFD.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="declared">The label the transport gave, or null.</param>
    /// <param name="isMarkup">HTML or XML, so that the bytes may declare their encoding.</param>
    /// <param name="markLength">How many bytes of byte order mark to skip.</param>
    public static Encoding Of(ReadOnlySpan<byte> bytes, string? declared, bool isMarkup, out int markLength)
    {
        markLength = 0;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            markLength = 3;
            return EncodingLabels.Find("utf-8")!;
        }

        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            markLength = 2;
            return EncodingLabels.Find(bytes[0] == 0xFF ? "utf-16le" : "utf-16be")!;
        }

        Encoding? claimed = EncodingLabels.Find(declared) ?? (isMarkup ? MetaCharset.Find(bytes) : null);
        bool isUtf8 = Utf8.IsValid(bytes);
        if (LooksLikeUtf16(bytes) is { } utf16) return utf16;
        if (claimed is UnicodeEncoding) return isUtf8 ? EncodingLabels.Find("utf-8")! : claimed;

        // ISO-2022-JP is seven bits wide: such text is valid UTF-8, and never meant so.
        bool isSevenBit = !bytes.ContainsAnyInRange<byte>(0x80, 0xFF);
        bool mayBeOther = claimed is null or { IsSingleByte: true } or UTF8Encoding;
        if (isSevenBit && mayBeOther && bytes.IndexOf("\x1B$B"u8) >= 0) return EncodingLabels.Find("iso-2022-jp")!;
        if (isUtf8 && !isSevenBit && mayBeOther) return EncodingLabels.Find("utf-8")!;
        if (claimed is not null && Decodes(claimed, bytes)) return claimed;
        if (isUtf8) return EncodingLabels.Find("utf-8")!;
        return EncodingEvidence.Guess(bytes[..Math.Min(bytes.Length, CheckedBytes)]);
    }

    private static bool Decodes(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (encoding.IsSingleByte) return true;
        string text = encoding.GetString(bytes[..Math.Min(bytes.Length, CheckedBytes)]);
        int replaced = 0;
        int beyondAscii = 0;
        foreach (char c in text)
        {
            if (c > '\x7F') beyondAscii++;
            if (c == '\uFFFD') replaced++;
        }

        return replaced <= Math.Max(1, MaxReplacedShare * beyondAscii);
    }

    /// <summary>UTF-16 without a mark shows in markup and spaces: every other byte of ASCII characters is zero.</summary>
    private static Encoding? LooksLikeUtf16(ReadOnlySpan<byte> bytes)
    {
        const int seen = 512;
        ReadOnlySpan<byte> head = bytes[..(Math.Min(bytes.Length, seen) & ~1)];
        if (head.Length < 8) return null;
        int zerosFirst = 0;
        int zerosSecond = 0;
        for (int i = 0; i < head.Length; i += 2)
        {
            if (head[i] == 0) zerosFirst++;
            if (head[i + 1] == 0) zerosSecond++;
        }

        int most = head.Length / 2;
        if (zerosSecond > most / 2 && zerosFirst == 0) return EncodingLabels.Find("utf-16le");
        return zerosFirst > most / 2 && zerosSecond == 0 ? EncodingLabels.Find("utf-16be") : null;
    }
}
