namespace DataCuration.Formats.Compression;

/// <summary>
/// Inflates a gzip file so that damage costs the member it lies in and no other. A member's content of up to <see cref="HeldBytes"/> is handed
/// out only after its checksum was right, so a record that was written as one member is never read wrong; of a larger member, and of one that
/// the end of the file cuts off, everything before the fault is handed out. Single-threaded.
/// </summary>
internal sealed class GzipMembersStream(Stream file) : ForwardStream, IResumableStream
{
    /// <summary>The most content that waits for its checksum; a bound on memory.</summary>
    public const int HeldBytes = 4 << 20;

    private const int ReadBytes = 1 << 16;

    private readonly MemberCutStream _members = new(file);
    private CheckedGzipStream? _inflater;
    private byte[] _held = new byte[2 * ReadBytes];
    private int _start;
    private int _proved;
    private int _end;
    private bool _isEnded;
    private bool _hasNext;
    private InvalidDataException? _fault;

    /// <exception cref="InvalidDataException">The data is corrupt or cut off; what can be believed was returned.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _proved)
        {
            if (_fault is not null) throw _fault;
            if (_isEnded || buffer.IsEmpty) return 0;
            await InflateAsync(cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, _proved - _start);
        _held.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        return count;
    }

    public async ValueTask<bool> ResumeAsync(CancellationToken cancellationToken)
    {
        if (_fault is null || !_hasNext) return false;
        _fault = null;
        if (_inflater is not null) await _inflater.DisposeAsync().ConfigureAwait(false);
        _inflater = null;
        return true;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_inflater is not null) await _inflater.DisposeAsync().ConfigureAwait(false);
        await _members.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask InflateAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        _inflater ??= new CheckedGzipStream(_members);
        try
        {
            int read = await _inflater.ReadAsync(_held.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _isEnded = read == 0;
            _end += read;
            _members.Inflated += read;
        }
        catch (InvalidDataException damage)
        {
            await EndAtFaultAsync(damage, cancellationToken).ConfigureAwait(false);
            return;
        }

        // What came since the last proved start waits, unless it is too much to wait for.
        long waiting = _members.Inflated - _members.InflatedBeforeMember;
        _proved = _isEnded || waiting > HeldBytes ? _end : Math.Max(_proved, _end - (int)waiting);
    }

    private async ValueTask EndAtFaultAsync(InvalidDataException damage, CancellationToken cancellationToken)
    {
        _proved = Math.Max(_proved, _end - (int)Math.Min(_end, _members.Inflated - _members.InflatedBeforeMember));
        _fault = new InvalidDataException($"{damage.Message} (gzip member at compressed byte {_members.MemberOffset})", damage);
        _hasNext = await _members.SkipMemberAsync(cancellationToken).ConfigureAwait(false);

        // Content that only ends too early is right as far as it goes; a cut in the middle of a file is damage.
        bool isRight = _inflater!.Ending == GzipEnding.BeforeOtherBytes || (_inflater.Ending == GzipEnding.CutOff && !_hasNext);
        if (isRight) _proved = _end;
        else _end = _proved;
    }

    private void MakeRoom()
    {
        if (_held.Length - _end >= ReadBytes) return;
        _held.AsSpan(_start.._end).CopyTo(_held);
        _proved -= _start;
        _end -= _start;
        _start = 0;
        if (_held.Length - _end < ReadBytes) Array.Resize(ref _held, 2 * _held.Length);
    }
}
