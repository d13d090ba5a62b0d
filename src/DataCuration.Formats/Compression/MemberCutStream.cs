using System.Buffers.Binary;

namespace DataCuration.Formats.Compression;

/// <summary>
/// A gzip file's compressed bytes, where no read goes beyond a place that could be the start of a member. Because the inflater asks for more only
/// after it has given out all it had, each such place can be checked: it is a true start exactly when the bytes inflated since the last one have
/// the length that the four bytes before it state (RFC 1952, ISIZE). So the start of the member that a fault lies in is known, and reading can
/// go on at the next. Single-threaded; takes the seekable file, from its current position on.
/// </summary>
internal sealed class MemberCutStream(Stream file) : ForwardStream
{
    private const int BufferBytes = 1 << 17;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isFileEnded;
    private bool _isAtHeader;
    private long _offset = file.Position;
    private uint _lastFour;

    /// <summary>The compressed offset of the member being inflated, as far as it could be proved.</summary>
    public long MemberOffset { get; private set; } = file.Position;

    /// <summary>The inflated bytes so far; the reader adds what it gets before it reads again.</summary>
    public long Inflated { get; set; }

    /// <summary>The inflated bytes of all members before <see cref="MemberOffset"/>.</summary>
    public long InflatedBeforeMember { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (_isAtHeader && (uint)(Inflated - InflatedBeforeMember) == _lastFour) BeginMember();
        _isAtHeader = false;
        if (!await FillAsync(buffer.Length + GzipHeader.Length, cancellationToken).ConfigureAwait(false)) return 0;
        int count = Cut(buffer.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
        Remember(_buffer.AsSpan(_start, count));
        _start += count;
        _offset += count;
        return count;
    }

    /// <summary>Moves behind the start of the current member, to the next place where one may begin; false when there is none.</summary>
    public async ValueTask<bool> SkipMemberAsync(CancellationToken cancellationToken)
    {
        _offset = MemberOffset + 1;
        file.Position = _offset;
        _start = _end = 0;
        _isFileEnded = _isAtHeader = false;
        while (await FillAsync(GzipHeader.Length, cancellationToken).ConfigureAwait(false))
        {
            int header = GzipHeader.IndexOf(_buffer.AsSpan(_start.._end));
            int passed = header >= 0 ? header : Math.Max(1, _end - _start - (GzipHeader.Length - 1));
            _start += passed;
            _offset += passed;
            if (header < 0) continue;
            BeginMember();
            return true;
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private void BeginMember()
    {
        MemberOffset = _offset;
        InflatedBeforeMember = Inflated;
    }

    /// <summary>How many bytes to hand out: up to the next header, or to what can be judged.</summary>
    private int Cut(int most)
    {
        ReadOnlySpan<byte> window = _buffer.AsSpan(_start.._end);
        int judged = _isFileEnded ? window.Length : window.Length - (GzipHeader.Length - 1);
        ReadOnlySpan<byte> searched = window[1..Math.Min(window.Length, most + GzipHeader.Length)];
        int header = GzipHeader.IndexOfMagic(searched);
        if (header < 0 || header + 1 > most) return Math.Min(most, judged);
        _isAtHeader = true;
        return header + 1;
    }

    private void Remember(ReadOnlySpan<byte> handed)
    {
        if (handed.Length >= 4) _lastFour = BinaryPrimitives.ReadUInt32LittleEndian(handed[^4..]);
        else foreach (byte value in handed) _lastFour = (_lastFour >> 8) | ((uint)value << 24);
    }

    /// <summary>Reads ahead until the buffer holds <paramref name="wanted"/> bytes, as far as it can; false when nothing is left.</summary>
    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellationToken)
    {
        wanted = Math.Min(wanted, BufferBytes);
        if (_end - _start < wanted && !_isFileEnded)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            while (_end < BufferBytes && !_isFileEnded)
            {
                int read = await file.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
                _isFileEnded = read == 0;
                _end += read;
            }
        }

        return _end > _start;
    }
}
