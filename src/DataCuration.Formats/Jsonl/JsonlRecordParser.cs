using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Formats.Jsonl;

/// <summary>
/// Reads one line as a record, in UTF-8 from end to end: the text is copied out unescaped, everything unmapped is copied token by
/// token into one compact JSON object, in input order, with escapes and numbers as written. Single-threaded; reuses its buffers.
/// </summary>
internal sealed class JsonlRecordParser(FieldMapping fields, QuarantineRows rows)
{
    private const int MaxDepth = 256;

    private readonly byte[] _text = Encoding.UTF8.GetBytes(fields.Text);
    private readonly byte[] _url = Encoding.UTF8.GetBytes(fields.Url);
    private readonly byte[] _date = Encoding.UTF8.GetBytes(fields.Date);
    private readonly byte[] _language = Encoding.UTF8.GetBytes(fields.Language);
    private readonly ArrayBufferWriter<byte> _metadata = new();
    private byte[] _unescaped = [];

    /// <summary>The line's record, or the row that says why it has none. Never throws for any bytes.</summary>
    public ReadItem Parse(ReadOnlySpan<byte> line, long position)
    {
        if (!Utf8.IsValid(line)) return rows.InvalidText(position, "the line holds bytes that are not UTF-8", line);
        try
        {
            return ParseObject(line, position);
        }
        catch (JsonException error)
        {
            return rows.InvalidJson(position, $"column {error.BytePositionInLine + 1}: {FirstSentence(error.Message)}", line);
        }
        catch (InvalidOperationException)
        {
            return rows.InvalidText(position, "a string holds half of a surrogate pair as an escape", line);
        }
    }

    private ReadItem ParseObject(ReadOnlySpan<byte> line, long position)
    {
        Utf8JsonReader json = new(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return rows.InvalidJson(position, $"found {Describe(json.TokenType)}", line);
        }

        _metadata.ResetWrittenCount();
        byte[]? text = null;
        string textFound = "is missing";
        string? url = null;
        string? date = null;
        string? language = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = json.ValueSpan;
            if (json.ValueTextEquals(_text))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.String)
                {
                    text = CopyUnescaped(ref json);
                    continue;
                }

                text = null;
                textFound = $"is {Describe(json.TokenType)}";
                json.Skip();
                continue;
            }

            bool isUrl = json.ValueTextEquals(_url);
            bool isDate = json.ValueTextEquals(_date);
            bool isLanguage = json.ValueTextEquals(_language);
            CheckEscapes(ref json);
            json.Read();
            if ((isUrl || isDate || isLanguage) && json.TokenType == JsonTokenType.String)
            {
                string value = json.GetString()!;
                if (isUrl) url = value;
                if (isDate) date = value;
                if (isLanguage) language = value;
                continue;
            }

            AppendName(name);
            AppendValue(ref json);
        }

        json.Read(); // Throws when something follows the object.
        if (text is null) return rows.MissingText(position, fields.Text, textFound, line);
        return ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = PayloadKind.Text,
            Payload = text,
            Url = url,
            Date = date,
            Language = language,
            Metadata = FinishMetadata(),
        });
    }

    private byte[] CopyUnescaped(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped) return json.ValueSpan.ToArray();
        if (_unescaped.Length < json.ValueSpan.Length) _unescaped = new byte[Math.Max(json.ValueSpan.Length, 4096)];
        int length = json.CopyString(_unescaped);
        return _unescaped.AsSpan(0, length).ToArray();
    }

    /// <summary>Throws for half a surrogate pair: what goes on as raw JSON must be readable by every later reader.</summary>
    private void CheckEscapes(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped) CopyUnescaped(ref json);
    }

    private void AppendName(ReadOnlySpan<byte> name)
    {
        _metadata.Write(_metadata.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        _metadata.Write(name);
        _metadata.Write("\":"u8);
    }

    private void AppendValue(ref Utf8JsonReader json)
    {
        int depth = json.CurrentDepth;
        bool isFirst = true;
        do
        {
            bool isEnd = json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (!isFirst && !isEnd) _metadata.Write(","u8);
            isFirst = json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName;
            if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                CheckEscapes(ref json);
                _metadata.Write("\""u8);
                _metadata.Write(json.ValueSpan);
                _metadata.Write(json.TokenType == JsonTokenType.String ? "\""u8 : "\":"u8);
            }
            else
            {
                _metadata.Write(json.ValueSpan);
            }
        }
        while ((json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && json.Read());
    }

    private string? FinishMetadata()
    {
        if (_metadata.WrittenCount == 0) return null;
        _metadata.Write("}"u8);
        return Encoding.UTF8.GetString(_metadata.WrittenSpan);
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "nothing",
    };
}
