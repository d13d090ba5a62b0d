using System.Buffers.Binary;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Storage;

namespace DataCuration.Formats.Npy;

/// <summary>Reads a subset as DataComp's resharder does, one uid after another in constant memory, and checks their order. Single-threaded.</summary>
public sealed class UidFileReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly byte[] _buffer = new byte[UidHeader.UidBytes << 12];
    private int _buffered;
    private int _next;
    private long _index;

    /// <summary>Opens the file and reads its header.</summary>
    /// <exception cref="DiagnosticException">DC2131: it is no .npy file of dtype u8,u8, or cut short. DC1001: it cannot be opened.</exception>
    public UidFileReader(string path)
    {
        _path = path;
        _stream = Open(path);
        try
        {
            Count = UidHeader.Read(_stream);
        }
        catch (InvalidDataException error)
        {
            _stream.Dispose();
            throw Unreadable(path, error.Message);
        }
    }

    /// <summary>Uids in the file, repetitions included.</summary>
    public long Count { get; }

    /// <summary>The uid that <see cref="MoveNext"/> came to.</summary>
    public DocumentId Current { get; private set; }

    /// <summary>Goes to the next uid; false at the end.</summary>
    /// <exception cref="DiagnosticException">DC2131: the uids are not in ascending unsigned order. DC1007: the system fails to read.</exception>
    public bool MoveNext()
    {
        if (_index == Count) return false;
        if (_next == _buffered) Fill();
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_next, UidHeader.UidBytes);
        DocumentId uid = new(new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])));
        if (_index > 0 && uid < Current)
        {
            throw Unreadable(_path, $"uid {_index}, counted from 0, is {uid} and smaller than the one before, {Current}; the resharder finds samples by bisection and would miss some");
        }

        Current = uid;
        _next += UidHeader.UidBytes;
        _index++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReadFailure.CannotOpen(path, error);
        }
    }

    private void Fill()
    {
        int bytes = (int)Math.Min(_buffer.Length, (Count - _index) * UidHeader.UidBytes);
        try
        {
            _stream.ReadExactly(_buffer, 0, bytes);
        }
        catch (EndOfStreamException)
        {
            throw Unreadable(_path, "it became shorter while it was read");
        }
        catch (Exception error) when (ReadFailure.IsFromSystem(error))
        {
            throw ReadFailure.Interrupted(_path, error);
        }

        (_buffered, _next) = (bytes, 0);
    }

    private static DiagnosticException Unreadable(string path, string detail) => new(
        Diagnostic.Error(
            "DC2131",
            $"The uids cannot be read: {detail}. Give a file that curate image-text wrote, or one of numpy.save with the dtype u8,u8 whose uids are sorted (numpy.sort).",
            path),
        ExitCode.BadInput);
}
