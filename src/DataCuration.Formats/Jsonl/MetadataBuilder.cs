using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataCuration.Formats.Jsonl;

/// <summary>Collects the fields that have no place of their own, in the order of the record, as one compact JSON object.</summary>
internal sealed class MetadataBuilder(int lineLength) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    private ArrayBufferWriter<byte>? _buffer;
    private Utf8JsonWriter? _writer;

    /// <summary>Adds the value at the reader and leaves the reader at its end.</summary>
    public void Add(string name, ref Utf8JsonReader value)
    {
        if (_writer is null)
        {
            _buffer = new ArrayBufferWriter<byte>(Math.Min(lineLength, 4096));
            _writer = new Utf8JsonWriter(_buffer, Options);
            _writer.WriteStartObject();
        }

        using JsonDocument document = JsonDocument.ParseValue(ref value);
        _writer.WritePropertyName(name);
        document.RootElement.WriteTo(_writer);
    }

    public void Dispose() => _writer?.Dispose();

    /// <summary>The object; null when nothing was added.</summary>
    public string? ToJson()
    {
        if (_writer is null)
        {
            return null;
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return Encoding.UTF8.GetString(_buffer!.WrittenSpan);
    }
}
