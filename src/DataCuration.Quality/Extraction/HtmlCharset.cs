using System.Text;
using DataCuration.Documents.Encodings;

namespace DataCuration.Quality.Extraction;

/// <summary>Finds the character encoding of a page (<see cref="TextEncoding"/>). Pure.</summary>
internal static class HtmlCharset
{
    /// <summary>The encoding, and how many bytes of byte order mark to skip. Invalid bytes decode to U+FFFD.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> html, string? declaredCharset, out int markLength) =>
        TextEncoding.Of(html, declaredCharset, isMarkup: true, out markLength);
}
