namespace DataCuration.Quality.Extraction;

/// <summary>The readable text of one HTML page.</summary>
public sealed record ExtractedPage
{
    /// <summary>The main text as valid UTF-8, line feeds between lines, no trailing line feed; empty when the page has none.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>The page's title with white space collapsed; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>When the page says that it was published, as it writes it; null when it does not say.</summary>
    public string? Date { get; init; }

    /// <summary>The name of the encoding the bytes were read with, for example <c>utf-8</c> or <c>windows-1252</c>.</summary>
    public required string Charset { get; init; }

    /// <summary>The page was larger than <see cref="HtmlTextExtractor.MaxHtmlBytes"/> or <see cref="HtmlTextExtractor.MaxNodes"/>; the rest was not read.</summary>
    public bool IsTruncated { get; init; }
}
