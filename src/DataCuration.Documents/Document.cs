using System.Text;

namespace DataCuration.Documents;

/// <summary>One text with its origin. Immutable; the text is valid UTF-8.</summary>
public sealed record Document
{
    /// <summary>The stable 128-bit name.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>The text as UTF-8 bytes: hashing, n-grams and statistics all work on bytes.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>The name of the source in the recipe.</summary>
    public required string Source { get; init; }

    /// <summary>The address the text came from, when the record has one.</summary>
    public string? Url { get; init; }

    /// <summary>The crawl or publication date as the record states it, when it has one.</summary>
    public string? Date { get; init; }

    /// <summary>The language as the record states it, when it does.</summary>
    public string? Language { get; init; }

    /// <summary>Everything else the record carried, as one JSON object; null when there is nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>The text decoded to UTF-16; allocates.</summary>
    public string GetTextString() => Encoding.UTF8.GetString(Text.Span);
}
