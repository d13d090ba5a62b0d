using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Jsonl;
using DataCuration.Formats.Warc;

namespace DataCuration.Formats.Tar;

/// <summary>
/// The members of one sample. Its text is the member whose extension is the mapped text field, else <c>txt</c>, <c>text</c>, <c>caption</c>, a page
/// (<c>html</c>, <c>htm</c>), else the text field of the <c>json</c> member; that member's other fields are metadata. Single-threaded.
/// </summary>
internal sealed class WebDatasetSample(string key, long position)
{
    private const string Json = "json";

    private static readonly string[] TextExtensions = ["txt", "text", "caption"];
    private static readonly string[] PageExtensions = ["html", "htm"];

    private readonly Dictionary<string, byte[]> _texts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The members' common name.</summary>
    public string Key { get; } = key;

    /// <summary>The path up to the first dot of the file name.</summary>
    public static string KeyOf(string path)
    {
        int name = path.LastIndexOf('/') + 1;
        int dot = path.IndexOf('.', name);
        return dot < 0 ? path : path[..dot];
    }

    /// <summary>True when the member may give a text or metadata.</summary>
    public static bool IsText(string path, FieldMapping fields) =>
        ExtensionOf(path) is var extension
        && (extension.Equals(fields.Text, StringComparison.OrdinalIgnoreCase)
            || extension.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || TextExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase)
            || PageExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase));

    /// <summary>Keeps a member's content; the first of an extension wins.</summary>
    public void Add(string path, byte[] content) => _texts.TryAdd(ExtensionOf(path), content);

    /// <summary>The sample as a record, a row, or a skipped record when it has no text.</summary>
    public ReadItem Finish(FieldMapping fields, QuarantineRows rows)
    {
        foreach (string extension in TextExtensions.Prepend(fields.Text))
        {
            if (!_texts.TryGetValue(extension, out byte[]? bytes)) continue;
            return PlainText.ToUtf8(bytes, charset: null) is { } text
                ? Record(PayloadKind.Text, text, fields)
                : rows.InvalidText(position, $"the member {Key}.{extension} is in no known character set", bytes);
        }

        foreach (string extension in PageExtensions)
        {
            if (_texts.TryGetValue(extension, out byte[]? page)) return Record(PayloadKind.Html, page, fields);
        }

        return _texts.TryGetValue(Json, out byte[]? json) ? new JsonlRecordParser(fields, rows).Parse(json, position) : ReadItem.Skip("sample-without-text");
    }

    private static string ExtensionOf(string path) => KeyOf(path) is var key && key.Length < path.Length ? path[(key.Length + 1)..] : "";

    private ReadItem Record(PayloadKind kind, ReadOnlyMemory<byte> payload, FieldMapping fields)
    {
        JsonObject metadata = Fields() ?? [];
        string? url = Take(metadata, fields.Url);
        string? date = Take(metadata, fields.Date);
        string? language = Take(metadata, fields.Language);
        metadata["key"] = Key;
        return ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = kind,
            Payload = payload,
            Url = url,
            Date = date,
            Language = language,
            Metadata = metadata.ToJsonString(JsonSerializerOptions.Web),
        });
    }

    private JsonObject? Fields()
    {
        try
        {
            // Touching every member finds doubled names and half surrogates here rather than later.
            JsonObject? fields = _texts.TryGetValue(Json, out byte[]? json) && Utf8.IsValid(json) ? JsonNode.Parse(json) as JsonObject : null;
            Touch(fields);
            return fields;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Touch(JsonNode? node)
    {
        if (node is JsonObject members) foreach ((_, JsonNode? member) in members) Touch(member);
        else if (node is JsonArray elements) foreach (JsonNode? element in elements) Touch(element);
        else if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String) value.GetValue<string>();
    }

    private static string? Take(JsonObject metadata, string name)
    {
        if (metadata[name] is not JsonValue value || !value.TryGetValue(out string? text)) return null;
        metadata.Remove(name);
        return text;
    }
}
