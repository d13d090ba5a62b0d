using System.IO.Hashing;
using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Sorting;

/// <summary>Reads the records of one file in their order and checks them against the header. Single-threaded.</summary>
internal sealed class RecordFileReader<TRecord> : IDisposable
    where TRecord : unmanaged
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly string _stage;
    private readonly RecordFileHeader _header;
    private readonly XxHash3 _hash = new();
    private readonly TRecord[] _buffer;
    private long _unread;
    private int _buffered;
    private int _next;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stage">Named when the file is damaged.</param>
    /// <param name="bufferBytes">Memory to use.</param>
    /// <exception cref="DiagnosticException">DC1072: the file is damaged.</exception>
    public RecordFileReader(string path, string stage, long bufferBytes = 1 << 18)
    {
        _path = path;
        _stage = stage;
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        _header = RecordFileHeader.Read(_stream, path, stage, RecordFileWriter<TRecord>.RecordBytes);
        _unread = _header.Count;
        _buffer = new TRecord[(int)Math.Clamp(bufferBytes / RecordFileWriter<TRecord>.RecordBytes, 1, Math.Max(1, _header.Count))];
    }

    /// <summary>Records of the whole file.</summary>
    public long Count => _header.Count;

    /// <summary>The record read last and those after it that are buffered.</summary>
    public ReadOnlySpan<TRecord> FromCurrent => _buffer.AsSpan(_next - 1, _buffered - _next + 1);

    /// <summary>Counts buffered records as read.</summary>
    public void Skip(int count) => _next += count;

    /// <summary>The next record; false at the end.</summary>
    /// <exception cref="DiagnosticException">DC1072: the content does not match the header's hash.</exception>
    public bool TryRead(out TRecord record)
    {
        if (_next == _buffered && !Fill())
        {
            record = default;
            return false;
        }

        record = _buffer[_next++];
        return true;
    }

    /// <summary>The records that are buffered and not read yet, at least one; empty at the end. They count as read.</summary>
    /// <exception cref="DiagnosticException">DC1072: the content does not match the header's hash.</exception>
    public ReadOnlyMemory<TRecord> ReadBlock()
    {
        if (_next == _buffered && !Fill())
        {
            return default;
        }

        ReadOnlyMemory<TRecord> block = _buffer.AsMemory(_next, _buffered - _next);
        _next = _buffered;
        return block;
    }

    /// <summary>The next record that is not below a key; false when there is none. Leaps over the others by doubling steps (Bentley and Yao 1976).</summary>
    /// <param name="key">The key.</param>
    /// <param name="compare">An order that the file's order agrees with.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="DiagnosticException">DC1072: the content does not match the header's hash.</exception>
    public bool TryReadFrom(in TRecord key, Comparison<TRecord> compare, out TRecord record)
    {
        while (_next == _buffered || compare(_buffer[_buffered - 1], key) < 0)
        {
            if (!Fill())
            {
                record = default;
                return false;
            }
        }

        int below = _next - 1, step = 1;
        while (below + step < _buffered && compare(_buffer[below + step], key) < 0)
        {
            below += step;
            step *= 2;
        }

        int notBelow = Math.Min(below + step, _buffered - 1);
        while (notBelow - below > 1)
        {
            int middle = (below + notBelow) >>> 1;
            if (compare(_buffer[middle], key) < 0)
            {
                below = middle;
            }
            else
            {
                notBelow = middle;
            }
        }

        record = _buffer[notBelow];
        _next = notBelow + 1;
        return true;
    }

    public void Dispose() => _stream.Dispose();

    private bool Fill()
    {
        _next = 0;
        _buffered = (int)Math.Min(_unread, _buffer.Length);
        if (_buffered == 0)
        {
            return false;
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, _buffered));
        _stream.ReadExactly(bytes);
        _hash.Append(bytes);
        _unread -= _buffered;
        return _unread > 0 || _hash.GetCurrentHashAsUInt64() == _header.Hash
            ? true
            : throw RecordFileHeader.Damaged(_path, _stage, "its content does not match the hash in its header");
    }
}
