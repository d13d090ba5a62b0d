using System.Buffers.Binary;
using DataCuration.Documents;
using DataCuration.Formats.Storage;

namespace DataCuration.Formats.Npy;

/// <summary>
/// Writes a subset for DataComp's resharder: uids in ascending unsigned order, a uid as often as its sample is to be seen. The file appears whole or not at
/// all. Single-threaded.
/// </summary>
public sealed class UidFileWriter : IDisposable
{
    private readonly PendingFile _file;
    private readonly byte[] _buffer = new byte[UidHeader.UidBytes << 12];
    private int _buffered;
    private DocumentId _last;

    /// <summary>Begins the file; its folder is created.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public UidFileWriter(string path)
    {
        _file = PendingFile.Create(path);
        _file.Stream.Write(new byte[UidHeader.Bytes]);
    }

    /// <summary>Uids written, repetitions included.</summary>
    public long Count { get; private set; }

    /// <summary>Different uids written.</summary>
    public long DistinctCount { get; private set; }

    /// <summary>The next uid.</summary>
    /// <exception cref="ArgumentException">It is smaller than the one before.</exception>
    public void Add(DocumentId uid)
    {
        if (Count > 0 && uid < _last) throw new ArgumentException($"The uid {uid} comes after {_last}; uids are written in ascending order.", nameof(uid));
        DistinctCount += Count == 0 || uid != _last ? 1 : 0;
        _last = uid;
        Count++;
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_buffered), (ulong)(uid.Value >> 64));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_buffered + 8), (ulong)uid.Value);
        _buffered += UidHeader.UidBytes;
        if (_buffered == _buffer.Length) Flush();
    }

    /// <summary>Makes the file appear.</summary>
    public void Complete()
    {
        Flush();
        _file.Stream.Position = 0;
        _file.Stream.Write(UidHeader.Write(Count));
        _file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Flush()
    {
        _file.Stream.Write(_buffer, 0, _buffered);
        _buffered = 0;
    }
}
