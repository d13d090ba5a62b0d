using System.Runtime.InteropServices;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Sorting;

/// <summary>
/// Reads the rows of several feature files as if they were one, in row order, from any remembered place on. Rows that nobody asks for are stepped over
/// without reading them where places are known. Single-threaded.
/// </summary>
internal sealed class FeatureFileReader : IDisposable
{
    // What is read after a jump: a few rows; in a row of reads soon the whole buffer.
    private const int FirstBytes = 1 << 14;

    private readonly IReadOnlyList<FeatureFile> _files;
    private readonly string _stage;
    private byte[] _buffer = new byte[1 << 20];
    private FileStream? _stream;
    private int _file = -1;
    private long _bufferStart;
    private int _buffered;
    private int _next;
    private int _firstRow;
    private int _bytesAtOnce;

    /// <summary>Opens the first file.</summary>
    /// <param name="files">The files in row order.</param>
    /// <param name="stage">Named when one is damaged.</param>
    /// <exception cref="DiagnosticException">DC1072: a file is damaged.</exception>
    public FeatureFileReader(IReadOnlyList<FeatureFile> files, string stage)
    {
        _files = files;
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
            _firstRow = 0;
            for (int i = 0; i < place.File; i++)
            {
                _firstRow += _files[i].Count;
            }

            _file = place.File - 1;
            OpenNext();
        }

        JumpTo(place.Offset, place.Row);
    }

    /// <summary>Goes forward to a row, which <see cref="TryRead"/> then gives; stays where it is when that is near.</summary>
    /// <exception cref="InvalidOperationException">There is no such row from here on.</exception>
    public void SeekForward(int row)
    {
        while (row >= _firstRow + _files[_file].Count && _file + 1 < _files.Count)
        {
            _firstRow += _files[_file].Count;
            OpenNext();
            Row = _firstRow;
        }

        int place = (row - _firstRow) / FeatureFile.RowsPerPlace;
        if (place < _files[_file].Places.Count && _firstRow + (place * FeatureFile.RowsPerPlace) is int known && known > Row)
        {
            JumpTo(_files[_file].Places[place], known);
        }

        while (Row < row)
        {
            if (!TryRead(out _))
            {
                throw new InvalidOperationException($"There is no row {row} in the features; the last is {Row - 1}.");
            }
        }
    }

    /// <summary>The next row, valid until the next call; false at the end of the last file.</summary>
    public bool TryRead(out ReadOnlySpan<uint> values)
    {
        while (!TryEnsure(sizeof(int)))
        {
            if (_file + 1 >= _files.Count)
            {
                values = default;
                return false;
            }

            _firstRow += _files[_file].Count;
            OpenNext();
        }

        int bytes = checked(sizeof(uint) * MemoryMarshal.Read<int>(_buffer.AsSpan(_next)));
        if (bytes < 0 || !TryEnsure(sizeof(int) + bytes))
        {
            throw RecordFileHeader.Damaged(_files[_file].Path, _stage, $"row {Row} at byte {_bufferStart + _next} is longer than the file");
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
        _stream = new FileStream(_files[_file].Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        RecordFileHeader.Read(_stream, _files[_file].Path, _stage, 1);
        _bufferStart = RecordFileHeader.Size;
        _buffered = 0;
        _next = 0;
        _bytesAtOnce = FirstBytes;
    }

    private void JumpTo(long offset, int row)
    {
        // A jump within what is buffered is a step; it happens in dense stretches.
        if (offset >= _bufferStart && offset <= _bufferStart + _buffered)
        {
            _next = (int)(offset - _bufferStart);
        }
        else
        {
            _stream!.Position = offset;
            _bufferStart = offset;
            _buffered = 0;
            _next = 0;
            _bytesAtOnce = FirstBytes;
        }

        Row = row;
    }

    private bool TryEnsure(int bytes)
    {
        if (_buffered - _next >= bytes)
        {
            return true;
        }

        int rest = _buffered - _next;
        byte[] target = bytes > _buffer.Length ? new byte[bytes] : _buffer;
        int wanted = Math.Min(Math.Max(bytes, _bytesAtOnce), target.Length);
        _bytesAtOnce = Math.Min(2 * wanted, target.Length);
        _buffer.AsSpan(_next, rest).CopyTo(target);
        _buffer = target;
        _bufferStart += _next;
        _next = 0;
        _buffered = rest + _stream!.ReadAtLeast(_buffer.AsSpan(rest, wanted - rest), bytes - rest, throwOnEndOfStream: false);
        return _buffered >= bytes;
    }
}
