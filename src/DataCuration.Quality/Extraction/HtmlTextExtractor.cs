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
        string characters = Decode(html, declaredCharset, out Encoding encoding);
        HtmlPage page = HtmlTreeBuilder.Build(characters, MaxNodes);
        byte[] text = TextOf(page, keepsHidden: false);
        if (text.Length == 0)
        {
            // Some pages hide all of their text until a script has run, or have it only in what the script would show.
            text = TextOf(page, keepsHidden: true);
            text = text.Length > 0 ? text : TextOf(HtmlTreeBuilder.Build(characters, MaxNodes, readsScriptless: true), keepsHidden: true);
        }

        return new ExtractedPage
        {
            Text = text,
            Title = page.Metadata.Title,
            Date = page.Metadata.Date,
            Charset = encoding.WebName,
            IsTruncated = html.Length > MaxHtmlBytes || page.IsTruncated,
        };
    }

    private byte[] TextOf(HtmlPage page, bool keepsHidden)
    {
        PageText text = BlockBuilder.Build(page, keepsHidden);
        return BlockWriter.Write(text, MainContent.Select(page, text, profile));
    }

    /// <summary>The page's characters.</summary>
    internal static string Decode(ReadOnlyMemory<byte> html, string? declaredCharset, out Encoding encoding)
    {
        ReadOnlySpan<byte> bytes = html.Span[..Math.Min(html.Length, MaxHtmlBytes)];
        encoding = HtmlCharset.Detect(bytes, declaredCharset, out int markLength);
        return encoding.GetString(bytes[markLength..]);
    }
}
