using System.Text;
using System.Text.Unicode;
using DataCuration.Documents.Encodings;

namespace DataCuration.Formats.Warc;

/// <summary>Turns plain text in any character set into UTF-8. Pure.</summary>
internal static class PlainText
{
    private const double MaxUnreadableShare = 0.02;

    /// <summary>The text in UTF-8 without a byte order mark; null when it is binary: no encoding gives readable characters.</summary>
    public static ReadOnlyMemory<byte>? ToUtf8(ReadOnlyMemory<byte> text, string? charset)
    {
        Encoding encoding = TextEncoding.Of(text.Span, charset, isMarkup: false, out int markLength);
        ReadOnlyMemory<byte> content = text[markLength..];
        if (encoding is UTF8Encoding && Utf8.IsValid(content.Span)) return content;
        string decoded = encoding.GetString(content.Span);
        int unreadable = decoded.Count(c => c is '\uFFFD' or (< ' ' and not ('\t' or '\n' or '\r' or '\f')) or (>= '\x7F' and < '\xA0'));
        if (unreadable > MaxUnreadableShare * decoded.Length) return null;
        return Encoding.UTF8.GetBytes(decoded);
    }
}
