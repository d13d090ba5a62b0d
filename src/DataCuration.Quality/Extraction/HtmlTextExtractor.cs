using System.Text;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Turns an HTML page into its main text. Headings and paragraphs are set off by a blank line, list items start with "- " or their number,
/// tables are written row by row with " | " between cells, preformatted text keeps its white space. Never throws on a hostile page: the work
/// is bounded by <see cref="MaxHtmlBytes"/> and <see cref="MaxNodes"/>, not by a clock, and linear below them. Immutable; safe for
/// concurrent use.
/// </summary>
public sealed class HtmlTextExtractor(ExtractionProfile profile = ExtractionProfile.Article)
{
    /// <summary>Bump when the text of a page may change.</summary>
    public const string AlgorithmVersion = "2";

    /// <summary>Most bytes of a page that are read.</summary>
    public const int MaxHtmlBytes = 16 << 20;

    /// <summary>Most elements and runs of text of a page that are read.</summary>
    public const int MaxNodes = 1 << 20;

    /// <summary>Extracts the main text.</summary>
    /// <param name="html">The page's bytes, de-chunked and decompressed.</param>
    /// <param name="declaredCharset">The character set of the transport (HTTP header), when it declared one.</param>
    public ExtractedPage Extract(ReadOnlyMemory<byte> html, string? declaredCharset)
    {
        HtmlPage page = HtmlTreeBuilder.Build(Decode(html, declaredCharset, out Encoding encoding), MaxNodes);
        PageText text = BlockBuilder.Build(page, keepsHidden: false);
        bool[] isKept = MainContent.Select(page, text, profile);
        if (!isKept.Contains(true))
        {
            // Pages that show themselves by script hide all of their text until it has run.
            text = BlockBuilder.Build(page, keepsHidden: true);
            isKept = MainContent.Select(page, text, profile);
        }

        return new ExtractedPage
        {
            Text = BlockWriter.Write(text, isKept),
            Title = page.Metadata.Title,
            Date = page.Metadata.Date,
            Charset = encoding.WebName,
            IsTruncated = html.Length > MaxHtmlBytes || page.IsTruncated,
        };
    }

    /// <summary>The page's characters.</summary>
    internal static string Decode(ReadOnlyMemory<byte> html, string? declaredCharset, out Encoding encoding)
    {
        ReadOnlySpan<byte> bytes = html.Span[..Math.Min(html.Length, MaxHtmlBytes)];
        encoding = HtmlCharset.Detect(bytes, declaredCharset, out int markLength);
        return encoding.GetString(bytes[markLength..]);
    }
}
