using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Turns an HTML page into its main text. Headings and paragraphs are set off by a blank line, list items start with "- ", tables are
/// written row by row with " | " between cells, preformatted text keeps its white space. Never throws on a hostile page: nesting, size
/// and memory are bounded. Immutable; safe for concurrent use.
/// </summary>
public sealed class HtmlTextExtractor
{
    /// <summary>Bump when the text of a page may change.</summary>
    public const string AlgorithmVersion = "1";

    /// <summary>Most bytes of a page that are read.</summary>
    public const int MaxHtmlBytes = 16 << 20;

    /// <summary>Deepest nesting of elements; deeper ones become siblings, as in browsers.</summary>
    public const int MaxDepth = 512;

    private const int MaxTitleLength = 1000;

    /// <summary>Extracts the main text.</summary>
    /// <param name="html">The page's bytes, de-chunked and decompressed.</param>
    /// <param name="declaredCharset">The character set of the transport (HTTP header), when it declared one.</param>
    public ExtractedPage Extract(ReadOnlyMemory<byte> html, string? declaredCharset)
    {
        bool isTruncated = html.Length > MaxHtmlBytes;
        ReadOnlySpan<byte> bytes = html.Span[..Math.Min(html.Length, MaxHtmlBytes)];
        Encoding encoding = HtmlCharset.Detect(bytes, declaredCharset, out int markLength);
        HtmlParser parser = new(new HtmlParserOptions
        {
            MaximumDepth = MaxDepth,
            SkipComments = true,
            SkipScriptText = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
        });
        using IHtmlDocument document = parser.ParseDocument(encoding.GetString(bytes[markLength..]));
        BlockCollector collector = new();
        if (document.Body is { } body)
        {
            collector.Collect(body);
        }

        IReadOnlyList<TextBlock> blocks = collector.Blocks.Count == 0 ? [] : MainContent.Select(collector.Elements, collector.Blocks);
        return new ExtractedPage
        {
            Text = Encoding.UTF8.GetBytes(Write(blocks)),
            Title = FindTitle(document),
            Charset = encoding.WebName,
            IsTruncated = isTruncated,
        };
    }

    private static string Write(IReadOnlyList<TextBlock> blocks)
    {
        StringBuilder text = new();
        BlockKind previous = BlockKind.Plain;
        foreach (TextBlock block in blocks)
        {
            if (text.Length > 0)
            {
                bool isRun = block.Kind == previous && block.Kind is BlockKind.ListItem or BlockKind.TableRow or BlockKind.Plain;
                text.Append(isRun ? "\n" : "\n\n");
            }

            text.Append(block.Kind == BlockKind.ListItem ? "- " : "").Append(block.Text);
            previous = block.Kind;
        }

        return text.ToString();
    }

    private static string? FindTitle(IHtmlDocument document)
    {
        string? title = document.Title;
        if (string.IsNullOrWhiteSpace(title))
        {
            return null;
        }

        string collapsed = string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return collapsed.Length <= MaxTitleLength ? collapsed : collapsed[..MaxTitleLength];
    }
}
