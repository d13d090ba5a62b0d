using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Finds the character encoding of a page: byte order mark, then what the transport declared, then the first <c>meta</c> that names
/// one, then UTF-8 when the bytes are valid UTF-8, else windows-1252. As in browsers, ISO-8859-1 and ASCII mean windows-1252, and a
/// <c>meta</c> that claims UTF-16 means UTF-8 (WHATWG HTML, "prescan a byte stream"). Pure.
/// </summary>
internal static class HtmlCharset
{
    private const int PrescanBytes = 4096;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\"';/>");

    /// <summary>The encoding, and how many bytes of byte order mark to skip. Invalid bytes decode to U+FFFD.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> html, string? declaredCharset, out int markLength)
    {
        markLength = 0;
        if (html.StartsWith("\uFEFF"u8))
        {
            markLength = 3;
            return Find("utf-8")!;
        }

        if (html.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || html.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            markLength = 2;
            return Find(html[0] == 0xFF ? "utf-16" : "utf-16BE")!;
        }

        string? metaCharset = FindMeta(html[..Math.Min(html.Length, PrescanBytes)]);
        if (metaCharset is not null && metaCharset.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase))
        {
            metaCharset = "utf-8";
        }

        return Find(declaredCharset) ?? Find(metaCharset) ?? (Utf8.IsValid(html) ? Find("utf-8") : Find("windows-1252"))!;
    }

    private static Encoding? Find(string? name)
    {
        name = name?.Trim().Trim('"', '\'').ToUpperInvariant() switch
        {
            null or "" => null,
            "ISO-8859-1" or "ISO8859-1" or "ISO_8859-1" or "LATIN1" or "LATIN-1" or "US-ASCII" or "ASCII" or "CP1252" => "windows-1252",
            "UTF8" => "utf-8",
            "ISO-8859-9" => "windows-1254",
            "GB2312" or "GBK" or "X-GBK" => "gb18030",
            "X-SJIS" or "SHIFT-JIS" or "SJIS" => "shift_jis",
            // Never: UTF-7 lets a page hide its text from everyone who reads the bytes.
            "UTF-7" => null,
            string other => other,
        };
        if (name is null)
        {
            return null;
        }

        try
        {
            DecoderReplacementFallback replacement = new("\uFFFD");
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, replacement)
                ?? Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, replacement);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The name after <c>charset=</c> in the first <c>meta</c> tag that has one.</summary>
    private static string? FindMeta(ReadOnlySpan<byte> head)
    {
        string text = Encoding.Latin1.GetString(head);
        for (int tag = 0; (tag = text.IndexOf("<meta", tag, StringComparison.OrdinalIgnoreCase)) >= 0; tag++)
        {
            int end = text.IndexOf('>', tag);
            ReadOnlySpan<char> attributes = end < 0 ? text.AsSpan(tag) : text.AsSpan(tag, end - tag);
            int at = attributes.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            ReadOnlySpan<char> value = attributes[(at + "charset".Length)..].TrimStart();
            if (value.StartsWith("="))
            {
                value = value[1..].TrimStart().TrimStart("\"'");
                int length = value.IndexOfAny(NameEnds);
                return (length < 0 ? value : value[..length]).ToString();
            }
        }

        return null;
    }
}
