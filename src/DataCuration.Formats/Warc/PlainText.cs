using System.Text;
using System.Text.Unicode;

namespace DataCuration.Formats.Warc;

/// <summary>Turns plain text in any declared character set into UTF-8. Pure.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text in UTF-8; null when it is neither valid UTF-8 nor valid in <paramref name="charset"/>. Valid UTF-8 wins over the
    /// declaration, and ISO 8859-1 and ASCII mean windows-1252, as in browsers (WHATWG Encoding Standard, section 4.2).
    /// </summary>
    public static ReadOnlyMemory<byte>? ToUtf8(ReadOnlyMemory<byte> text, string? charset)
    {
        if (Utf8.IsValid(text.Span)) return text;
        if (charset is null || Find(charset) is not { } encoding) return null;
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(text.Span));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding? Find(string charset)
    {
        string name = charset.ToLowerInvariant() switch
        {
            "iso-8859-1" or "iso8859-1" or "latin1" or "us-ascii" or "ascii" => "windows-1252",
            string other => other,
        };
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
