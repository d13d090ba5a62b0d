using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Sorting;

/// <summary>Reads the rows of several feature files as if they were one, in row order, from any remembered place on. Single-threaded.</summary>
internal sealed class FeatureFileReader : IDisposable
{
    private readonly IReadOnlyList<string> _paths;
    private readonly string _stage;
    private byte[] _buffer = new byte[1 << 20];
    private FileStream? _stream;
    private int _file = -1;
    private long _bufferStart;
    private int _buffered;
    private int _next;

    /// <summary>Opens the first file.</summary>
    /// <param name="paths">The files in row order.</param>
    /// <param name="stage">Named when one is damaged.</param>
    /// <exception cref="DiagnosticException">DC1072: a file is damaged.</exception>
    public FeatureFileReader(IReadOnlyList<string> paths, string stage)
    {
        _paths = paths;
        _stage = stage;
        OpenNext();
    }

    /// <summary>The row that <see cref="TryRead"/> gives next.</summary>
    public int Row { get; private set; }

    /// <summary>Where the next row starts.</summary>
    public (int File, long Offset, int Row) Place => (_file, _bufferStart + _next, Row);

    /// <summary>Goes to a place remembered before.</summary>
    public void GoTo((int File, long Offset, int Row) place)
    {
        if (place.File != _file)
        {
            _file = place.File - 1;
            OpenNext();
        }

        _stream!.Position = place.Offset;
        _bufferStart = place.Offset;
        _buffered = 0;
        _next = 0;
        Row = place.Row;
    }

    /// <summary>The next row, valid until the next call; false at the end of the last file.</summary>
    public bool TryRead(out ReadOnlySpan<uint> values)
    {
        while (!TryEnsure(sizeof(int)))
        {
            if (_file + 1 >= _paths.Count)
            {
                values = default;
                return false;
            }

            OpenNext();
        }

        int bytes = checked(sizeof(uint) * MemoryMarshal.Read<int>(_buffer.AsSpan(_next)));
        if (bytes < 0 || !TryEnsure(sizeof(int) + bytes))
        {
            throw RecordFileHeader.Damaged(_paths[_file], _stage, $"row {Row} at byte {_bufferStart + _next} is longer than the file");
        }

        values = MemoryMarshal.Cast<byte, uint>(_buffer.AsSpan(_next + sizeof(int), bytes));
        _next += sizeof(int) + bytes;
        Row++;
        return true;
    }

    public void Dispose() => _stream?.Dispose();

    private void OpenNext()
    {
        _stream?.Dispose();
        _file++;
        _stream = new FileStream(_paths[_file], FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        RecordFileHeader.Read(_stream, _paths[_file], _stage, 1);
        _bufferStart = RecordFileHeader.Size;
        _buffered = 0;
        _next = 0;
    }

    private bool TryEnsure(int bytes)
    {
        if (_buffered - _next >= bytes)
        {
            return true;
        }

        int rest = _buffered - _next;
        byte[] target = bytes > _buffer.Length ? new byte[bytes] : _buffer;
        _buffer.AsSpan(_next, rest).CopyTo(target);
        _buffer = target;
        _bufferStart += _next;
        _next = 0;
        _buffered = rest + _stream!.ReadAtLeast(_buffer.AsSpan(rest), bytes - rest, throwOnEndOfStream: false);
        return _buffered >= bytes;
    }
}
