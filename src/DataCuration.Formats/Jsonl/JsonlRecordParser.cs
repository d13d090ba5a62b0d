using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Formats.Jsonl;

/// <summary>
/// Reads one line as a record, in UTF-8 from end to end: the text is copied out unescaped, everything unmapped is copied token by
/// token into one compact JSON object, in input order, with escapes and numbers as written. A mapped field may lie deeper (<see cref="FieldPath"/>); it is then
/// left out where it lies. Single-threaded; reuses its buffers.
/// </summary>
internal sealed class JsonlRecordParser(FieldMapping fields, QuarantineRows rows, BlockMemory? memory = null)
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 256;

    private const int Text = 0;
    private const int Url = 1;
    private const int Date = 2;
    private const int Language = 3;
    private const int AllFields = 0b1111;

    private readonly byte[][] _names = [.. Paths(fields).Select(Encoding.UTF8.GetBytes)];
    private readonly byte[]?[][] _steps = [.. Paths(fields).Select(FieldPath.StepsOf)];
    private readonly string?[] _values = new string?[Language + 1];
    private readonly List<ReadOnlyMemory<byte>> _texts = [];
    private readonly ArrayBufferWriter<byte> _metadata = new();
    private byte[] _unescaped = [];
    private string? _textFound;

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
        _texts.Clear();
        _textFound = null;
        Array.Clear(_values);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            CopyMember(ref json, depth: 0, AllFields, _metadata.WrittenCount == 0 ? "{"u8 : ","u8);
        }

        json.Read(); // Throws when something follows the object.
        if (_textFound is not null) return rows.MissingText(position, fields.Text, _textFound, line);
        if (_texts.Count == 0) return rows.MissingText(position, fields.Text, $"is missing (there are: {JsonlPaths.Of(line)})", line);
        return ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = PayloadKind.Text,
            Payload = _texts.Count == 1 ? _texts[0] : Join(),
            Url = _values[Url],
            Date = _values[Date],
            Language = _values[Language],
            Metadata = FinishMetadata(),
        });
    }

    private static string[] Paths(FieldMapping fields) => [fields.Text, fields.Url, fields.Date, fields.Language];

    /// <summary>Takes a member when it is mapped, and copies it to the metadata otherwise.</summary>
    /// <param name="json">At the member's name; then at its value's last token.</param>
    /// <param name="depth">How many steps of the active paths led here.</param>
    /// <param name="active">The fields whose paths led here, a bit each.</param>
    /// <param name="separator">What the metadata needs before another member.</param>
    /// <returns>True when something was copied.</returns>
    private bool CopyMember(ref Utf8JsonReader json, int depth, int active, ReadOnlySpan<byte> separator)
    {
        ReadOnlySpan<byte> name = json.ValueSpan;
        int ending = 0;
        int leading = 0;
        for (int field = 0; field < _names.Length; field++)
        {
            if (((active >> field) & 1) == 0) continue;
            byte[]?[] steps = _steps[field];
            if (depth == 0 && json.ValueTextEquals(_names[field])) ending |= 1 << field;
            else if (depth < steps.Length && (depth > 0 || steps.Length > 1) && steps[depth] is { } step && json.ValueTextEquals(step)) Classify(field, depth + 1, ref ending, ref leading);
        }

        CheckEscapes(ref json);
        json.Read();
        if (ending != 0 && Take(ref json, ending)) return false;
        _metadata.Write(separator);
        _metadata.Write("\""u8);
        _metadata.Write(name);
        _metadata.Write("\":"u8);
        CopyValue(ref json, depth + 1, leading);
        return true;
    }

    private void Classify(int field, int depth, ref int ending, ref int leading)
    {
        if (depth == _steps[field].Length) ending |= 1 << field;
        else leading |= 1 << field;
    }

    /// <summary>Takes a value for the fields whose paths end here; false when it is to be copied.</summary>
    private bool Take(ref Utf8JsonReader json, int ending)
    {
        if ((ending & (1 << Text)) != 0)
        {
            TakeText(ref json);
            return true;
        }

        if (json.TokenType != JsonTokenType.String) return false;
        string value = json.GetString()!;
        for (int field = Url; field <= Language; field++)
        {
            if (((ending >> field) & 1) != 0) _values[field] = value;
        }

        return true;
    }

    private void TakeText(ref Utf8JsonReader json)
    {
        // Of a doubled name the last counts; in a list every element does, and one without text is passed.
        bool isInList = _steps[Text].Contains(null);
        if (!isInList)
        {
            _texts.Clear();
            _textFound = null;
        }

        if (json.TokenType == JsonTokenType.String)
        {
            _texts.Add(Unescaped(ref json));
            return;
        }

        if (!isInList || json.TokenType != JsonTokenType.Null) _textFound = $"is {Describe(json.TokenType)}";
        json.Skip();
    }

    private byte[] Join()
    {
        using MemoryStream joined = new(_texts.Sum(text => text.Length + FieldPath.TextSeparator.Length));
        for (int index = 0; index < _texts.Count; index++)
        {
            if (index > 0) joined.Write(Encoding.UTF8.GetBytes(FieldPath.TextSeparator));
            joined.Write(_texts[index].Span);
        }

        return joined.ToArray();
    }

    private ReadOnlyMemory<byte> Unescaped(ref Utf8JsonReader json) => Keep(json.ValueIsEscaped ? Unescape(ref json) : json.ValueSpan);

    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> text) => memory is null ? text.ToArray() : memory.Copy(text);

    private ReadOnlySpan<byte> Unescape(ref Utf8JsonReader json)
    {
        if (_unescaped.Length < json.ValueSpan.Length) _unescaped = new byte[Math.Max(json.ValueSpan.Length, 4096)];
        int length = json.CopyString(_unescaped);
        return _unescaped.AsSpan(0, length);
    }

    /// <summary>Throws for half a surrogate pair: what goes on as raw JSON must be readable by every later reader.</summary>
    private void CheckEscapes(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped) Unescape(ref json);
    }

    private void CopyValue(ref Utf8JsonReader json, int depth, int active)
    {
        if (active != 0 && json.TokenType == JsonTokenType.StartObject) CopyObject(ref json, depth, active);
        else if (active != 0 && json.TokenType == JsonTokenType.StartArray) CopyArray(ref json, depth, active);
        else CopyWhole(ref json);
    }

    private void CopyObject(ref Utf8JsonReader json, int depth, int active)
    {
        _metadata.Write("{"u8);
        bool isFirst = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (CopyMember(ref json, depth, active, isFirst ? ""u8 : ","u8)) isFirst = false;
        }

        _metadata.Write("}"u8);
    }

    private void CopyArray(ref Utf8JsonReader json, int depth, int active)
    {
        int ending = 0;
        int leading = 0;
        for (int field = 0; field < _steps.Length; field++)
        {
            if (((active >> field) & 1) != 0 && _steps[field][depth] is null) Classify(field, depth + 1, ref ending, ref leading);
        }

        _metadata.Write("["u8);
        bool isFirst = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (ending != 0 && Take(ref json, ending)) continue;
            if (!isFirst) _metadata.Write(","u8);
            isFirst = false;
            CopyValue(ref json, depth + 1, leading);
        }

        _metadata.Write("]"u8);
    }

    private void CopyWhole(ref Utf8JsonReader json)
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
