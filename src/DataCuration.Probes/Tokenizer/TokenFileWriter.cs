using System.Buffers;
using System.Runtime.InteropServices;

namespace DataCuration.Probes.Tokenizer;

/// <summary>
/// Packs documents into a file of little-endian 16-bit tokens: separator, tokens, separator, tokens, … The file appears under its
/// name when <see cref="Complete"/> has flushed it; a writer disposed before that leaves nothing. Single-threaded.
/// </summary>
public sealed class TokenFileWriter : IDisposable
{
    private readonly string _path;
    private readonly BytePairEncoder _encoder;
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<ushort> _tokens = new();
    private bool _isComplete;

    /// <summary>Starts a file.</summary>
    /// <param name="path">The file to make; replaced when it exists.</param>
    /// <param name="encoder">Used by this writer alone while it lives.</param>
    public TokenFileWriter(string path, BytePairEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(encoder);
        _path = path;
        _encoder = encoder;
        _stream = new FileStream(AtomicFile.TemporaryOf(path), FileMode.Create, FileAccess.Write);
    }

    /// <summary>What has been appended so far.</summary>
    public TokenFileCounts Counts { get; private set; } = new(0, 0, 0);

    /// <summary>Appends a document.</summary>
    /// <param name="text">UTF-8.</param>
    /// <returns>Its number of tokens, separator included.</returns>
    public int Append(ReadOnlySpan<byte> text)
    {
        _tokens.ResetWrittenCount();
        _tokens.Write([BytePairTokenizer.DocumentStart]);
        int count = 1 + _encoder.Encode(text, _tokens);
        _stream.Write(LittleEndian(_tokens.WrittenSpan));
        Counts = new TokenFileCounts(Counts.Documents + 1, Counts.Tokens + count, Counts.TextBytes + text.Length);
        return count;
    }

    /// <summary>Flushes the file to disk and gives it its name.</summary>
    /// <returns>What it holds.</returns>
    public TokenFileCounts Complete()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(AtomicFile.TemporaryOf(_path), _path, overwrite: true);
        _isComplete = true;
        return Counts;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isComplete) return;
        _stream.Dispose();
        File.Delete(AtomicFile.TemporaryOf(_path));
    }

    private static ReadOnlySpan<byte> LittleEndian(ReadOnlySpan<ushort> tokens)
    {
        if (BitConverter.IsLittleEndian) return MemoryMarshal.AsBytes(tokens);
        ushort[] swapped = new ushort[tokens.Length];
        System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(tokens, swapped);
        return MemoryMarshal.AsBytes(swapped.AsSpan());
    }
}
