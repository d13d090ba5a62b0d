using System.Buffers;
using System.Text;

namespace DataCuration.Documents.Encodings;

/// <summary>The encoding a page claims in its own head (WHATWG HTML, "prescan a byte stream to determine its encoding"). Pure.</summary>
internal static class MetaCharset
{
    // The standard looks at 1,024 bytes; pages with long comments before their head are common in crawls.
    private const int PrescanBytes = 4096;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\"';/>?");

    /// <summary>The encoding of the first <c>meta</c> with a charset, or of an XML declaration; null when there is none.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> page)
    {
        string head = Encoding.Latin1.GetString(page[..Math.Min(page.Length, PrescanBytes)]);
        if (head.StartsWith("<?xml", StringComparison.Ordinal)
            && ValueAfter(head.AsSpan(0, Math.Max(0, head.IndexOf('>', StringComparison.Ordinal))), "encoding") is { } declared
            && EncodingLabels.Find(declared) is { } xml)
        {
            return AsciiCompatible(xml);
        }

        for (int at = 0; (at = head.IndexOf('<', at)) >= 0; at++)
        {
            if (head.AsSpan(at).StartsWith("<!--"))
            {
                int end = head.IndexOf("-->", at + 2, StringComparison.Ordinal);
                if (end < 0) return null;
                at = end + 2;
            }
            else if (head.AsSpan(at).StartsWith("<meta", StringComparison.OrdinalIgnoreCase))
            {
                int end = head.IndexOf('>', at);
                ReadOnlySpan<char> tag = end < 0 ? head.AsSpan(at) : head.AsSpan(at, end - at);
                if (ValueAfter(tag, "charset") is { } label && EncodingLabels.Find(label) is { } meta) return AsciiCompatible(meta);
            }
        }

        return null;
    }

    /// <summary>A claim that could be read as ASCII cannot be true of UTF-16.</summary>
    private static Encoding AsciiCompatible(Encoding encoding) => encoding is UnicodeEncoding ? EncodingLabels.Find("utf-8")! : encoding;

    private static string? ValueAfter(ReadOnlySpan<char> tag, string name)
    {
        int at = tag.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        ReadOnlySpan<char> value = tag[(at + name.Length)..].TrimStart();
        if (!value.StartsWith("=")) return null;
        value = value[1..].TrimStart().TrimStart("\"'").TrimStart();
        int length = value.IndexOfAny(NameEnds);
        return (length < 0 ? value : value[..length]).ToString();
    }
}
