using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Writes a record of any format as one JSON line, with the fields it was read from. Pure.</summary>
internal static class RecordLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(SourceRecord record, FieldMapping fields)
    {
        ArrayBufferWriter<byte> line = new();
        using Utf8JsonWriter json = new(line, Options);
        json.WriteStartObject();
        json.WriteString(fields.Text, record.Payload.Span);
        WriteIfPresent(json, fields.Url, record.Url);
        WriteIfPresent(json, fields.Date, record.Date);
        WriteIfPresent(json, fields.Language, record.Language);
        if (record.Metadata is not null)
        {
            using JsonDocument metadata = JsonDocument.Parse(record.Metadata);
            foreach (JsonProperty property in metadata.RootElement.EnumerateObject())
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return line.WrittenSpan.ToArray();
    }

    private static void WriteIfPresent(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
