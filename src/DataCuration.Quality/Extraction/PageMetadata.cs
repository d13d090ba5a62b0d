using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace DataCuration.Quality.Extraction;

/// <summary>What a page says about itself in its head: title and date. Filled while the page is read; the first statement of a kind counts.</summary>
internal sealed class PageMetadata
{
    private const int LongestJson = 1 << 20;
    private const int LongestValue = 1000;

    private static readonly FrozenSet<string> Published = new[]
    {
        "article:published_time", "og:published_time", "datePublished", "date", "pubdate", "dc.date", "dc.date.issued", "dcterms.created", "publish-date",
        "parsely-pub-date",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private string? _title;
    private string? _openGraphTitle;
    private string? _metaDate;
    private string? _timeDate;
    private string? _jsonDate;

    /// <summary>The page's title; null when it has none.</summary>
    public string? Title => _title ?? _openGraphTitle;

    /// <summary>When the page says that it was published, as it is written; null when it does not.</summary>
    public string? Date => _metaDate ?? _jsonDate ?? _timeDate;

    /// <summary>Notes a meta, time or link element.</summary>
    public void AddTag(HtmlTag tag, in HtmlScanner element)
    {
        if (tag == HtmlTag.Time)
        {
            _timeDate ??= Text(element.Attribute("datetime"));
        }
        else if (tag == HtmlTag.Meta)
        {
            ReadOnlySpan<char> name = element.Attribute("property");
            name = name.IsEmpty ? element.Attribute("name") : name;
            name = name.IsEmpty ? element.ItemProperty : name;
            if (Published.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                _metaDate ??= Text(element.Attribute("content"));
            }
            else if (name.Equals("og:title", StringComparison.OrdinalIgnoreCase))
            {
                _openGraphTitle ??= Text(element.Attribute("content"));
            }
        }
    }

    /// <summary>Notes the characters of a title or of a script with linked data.</summary>
    public void AddRawText(HtmlTag tag, in HtmlScanner element, int start, int length)
    {
        if (tag == HtmlTag.Title)
        {
            _title ??= Text(element.Slice(start, length));
        }
        else if (tag == HtmlTag.Script && length < LongestJson && element.Attribute("type").Equals("application/ld+json", StringComparison.OrdinalIgnoreCase))
        {
            AddLinkedData(element.Slice(start, length));
        }
    }

    private void AddLinkedData(ReadOnlySpan<char> json)
    {
        if (_jsonDate is not null || !json.Contains("datePublished", StringComparison.Ordinal))
        {
            return;
        }

        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json.ToString()), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (_jsonDate is null && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("datePublished"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    _jsonDate = Text(reader.GetString());
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken linked data is common on the web: the page then states no date this way.
        }
    }

    private static string? Text(ReadOnlySpan<char> value) => HtmlEntities.Collapse(value, LongestValue);
}
