using System.Text;
using System.Text.Json;
using DataCuration.Documents;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Finds the source of a record: a string field of its metadata, else the file's default. Pure.</summary>
internal static class RecordSource
{
    public static string Of(SourceRecord record, byte[] field, string fallback)
    {
        if (record.Metadata is null || field.Length == 0)
        {
            return fallback;
        }

        byte[] metadata = Encoding.UTF8.GetBytes(record.Metadata);
        if (metadata.AsSpan().IndexOf(field) < 0)
        {
            return fallback;
        }

        Utf8JsonReader json = new(metadata);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isField = json.ValueTextEquals(field);
            json.Read();
            if (isField)
            {
                return json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 } source ? source : fallback;
            }

            json.Skip();
        }

        return fallback;
    }
}
