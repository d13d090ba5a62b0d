using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataCuration.Rephrasing.Generation;

/// <summary>
/// A writer of compact JSON over bytes that its thread uses again: requests and ledger lines are written thousands of times a second, and a new buffer for each grows to three times its text
/// before it is thrown away. Take it, write, copy what was written, dispose, without awaiting in between. Single-threaded.
/// </summary>
internal sealed class JsonBuffer : IDisposable
{
    private const int MaxKeptBytes = 1 << 20;

    [ThreadStatic]
    private static JsonBuffer? _free;

    private readonly ArrayBufferWriter<byte> _bytes = new(16 << 10);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written; gone when this is disposed.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _bytes.WrittenSpan;
        }
    }

    public static JsonBuffer Take()
    {
        JsonBuffer buffer = _free ?? new JsonBuffer();
        _free = null;
        return buffer;
    }

    public void Dispose()
    {
        if (_bytes.Capacity > MaxKeptBytes)
        {
            Writer.Dispose();
            return;
        }

        _bytes.ResetWrittenCount();
        Writer.Reset();
        _free = this;
    }
}
