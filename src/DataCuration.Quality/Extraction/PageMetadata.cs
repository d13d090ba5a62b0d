using System.Text.Json;

namespace DataCuration.Quality.Extraction;

/// <summary>What a page says about itself in its head: title and date. Filled while the page is read; the first statement of a kind counts.</summary>
internal sealed class PageMetadata
{
    private const int LongestJson = 1 << 20;

    private string? _title;
    private string? _openGraphTitle;
    private string? _metaDate;
    private string? _timeDate;
    private string? _jsonDate;
    private string? _jsonBody;

    /// <summary>The page's title as it is written, references not decoded; null when it has none.</summary>
    public string? Title => _title ?? _openGraphTitle;

    /// <summary>When the page says that it was published, as it is written; null when it does not.</summary>
    public string? Date => _metaDate ?? _jsonDate ?? _timeDate;

    /// <summary>The text of the article that the page gives to search engines (schema.org articleBody); null when there is none.</summary>
    public string? ArticleBody => _jsonBody;

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
            if (IsPublished(name))
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
        if (_jsonBody is not null && _jsonDate is not null)
        {
            return;
        }

        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(json.ToString());
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                bool isBody = reader.ValueTextEquals("articleBody"u8);
                bool isDate = reader.ValueTextEquals("datePublished"u8);
                if ((isBody || isDate) && reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    string value = reader.GetString()!;
                    _jsonBody = isBody ? _jsonBody ?? value : _jsonBody;
                    _jsonDate = isDate ? _jsonDate ?? Text(value) : _jsonDate;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken linked data is common on the web; what was read before the break stands.
        }
    }

    private static bool IsPublished(ReadOnlySpan<char> name) => name.Length is > 3 and < 40
        && (name.Equals("article:published_time", StringComparison.OrdinalIgnoreCase) || name.Equals("og:published_time", StringComparison.OrdinalIgnoreCase)
            || name.Equals("datePublished", StringComparison.OrdinalIgnoreCase) || name.Equals("date", StringComparison.OrdinalIgnoreCase)
            || name.Equals("pubdate", StringComparison.OrdinalIgnoreCase) || name.Equals("dc.date", StringComparison.OrdinalIgnoreCase)
            || name.Equals("dc.date.issued", StringComparison.OrdinalIgnoreCase) || name.Equals("dcterms.created", StringComparison.OrdinalIgnoreCase)
            || name.Equals("publish-date", StringComparison.OrdinalIgnoreCase) || name.Equals("parsely-pub-date", StringComparison.OrdinalIgnoreCase));

    private static string? Text(ReadOnlySpan<char> value) => value.IsWhiteSpace() ? null : value.ToString();
}
