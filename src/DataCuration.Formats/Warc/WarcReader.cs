using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Formats.Compression;

namespace DataCuration.Formats.Warc;

/// <summary>
/// Cuts decompressed bytes into WARC or ARC records and maps each. A length that does not lead to the next record is not believed: the record is
/// quarantined and reading goes on where the next record starts, even inside the bytes that the length claimed. Holds one record, at most
/// <see cref="QuarantineRows.MaxRecordBytes"/> and its header; of a larger one only the head is looked at and the rest is passed.
/// </summary>
internal sealed class WarcReader
{
    private const int MaxHeaderBytes = 1 << 20;

    private readonly ByteWindow _input;
    private readonly ArchiveSyntax _syntax;
    private readonly QuarantineRows _rows;
    private readonly ArchiveBlockBuilder _block;

    private WarcReader(ByteWindow input, ArchiveSyntax syntax, QuarantineRows rows)
    {
        _input = input;
        _syntax = syntax;
        _rows = rows;
        _block = new ArchiveBlockBuilder(new WarcRecordMapper(rows));
    }

    /// <summary>Reads to the end; positions are the records' byte offsets in the decompressed stream.</summary>
    public static IAsyncEnumerable<RecordBlock> ReadAsync(
        ByteWindow input, ArchiveSyntax syntax, QuarantineRows rows, CancellationToken cancellationToken) =>
        new WarcReader(input, syntax, rows).ReadAsync(cancellationToken);

    private async IAsyncEnumerable<RecordBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isEmpty = true;
        bool goesOn;
        do
        {
            ReadOnlyMemory<byte> unfinished = default;
            while (await SkipBlankAsync(cancellationToken).ConfigureAwait(false))
            {
                isEmpty = false;
                ReadItem? item = await NextAsync(cancellationToken).ConfigureAwait(false);
                if (item is { } unread)
                {
                    if (await ResynchroniseAsync(cancellationToken).ConfigureAwait(false) || _input.Fault is null) _block.Add(unread);
                    else unfinished = unread.Quarantined?.Raw ?? default; // Damage to the compressed data cut this record off: the one row below stands for both.
                }

                if (_block.IsFull) yield return _block.Take();
            }

            if (_input.Fault is { } fault) _block.Add(_rows.DamagedCompression(_input.Reached, fault, unfinished.Span));
            else if (isEmpty) _block.Add(_rows.Empty());
            goesOn = await _input.ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
        while (goesOn);

        if (!_block.IsEmpty) yield return _block.Take();
    }

    /// <summary>Adds the record at the window's start to the block and passes it; or gives its row, and the next record must be looked for.</summary>
    private async ValueTask<ReadItem?> NextAsync(CancellationToken cancellationToken)
    {
        long start = _input.Position;
        await _input.EnsureAsync(QuarantinedRecord.MaxRawBytes, cancellationToken).ConfigureAwait(false);
        if (_syntax is WarcSyntax && !_syntax.StartsRecord(_input.Unread.Span)) return _rows.BrokenWarcHeader(start, _syntax.Expectation, _input.Unread.Span);
        int headerLength = await HeaderLengthAsync(cancellationToken).ConfigureAwait(false);
        if (headerLength == 0) return _rows.BrokenWarcHeader(start, "the header has no end", _input.Unread.Span);
        if (_syntax.Parse(_input.Unread.Span[..headerLength], out string problem) is not { } record)
        {
            return _rows.BrokenWarcHeader(start, problem, _input.Unread.Span);
        }

        if (record.ContentLength > QuarantineRows.MaxRecordBytes)
        {
            ReadItem large = await PassLargeAsync(record, headerLength, cancellationToken).ConfigureAwait(false);
            if (_input.Unread.IsEmpty) return large;
            _block.Add(large);
            _input.Advance(1);
            return null;
        }

        int length = headerLength + (int)record.ContentLength;
        if (!await _input.EnsureAsync(length, cancellationToken).ConfigureAwait(false))
        {
            return _rows.WrongWarcLength(start, $"it claims {record.ContentLength} bytes, {_input.Unread.Length - headerLength} follow", _input.Unread.Span);
        }

        if (!await IsBoundaryAsync(length, cancellationToken).ConfigureAwait(false))
        {
            return _rows.WrongWarcLength(start, $"no record starts after the {record.ContentLength} bytes it claims", _input.Unread.Span);
        }

        if (WarcRecordMapper.IsNoDocument(record)) _block.Add(ReadItem.Skip(WarcRecordMapper.KindOfOther(record.Type)));
        else _block.Add(record, _input.Unread.Span[..length], headerLength, start);
        _input.Advance(length);
        return null;
    }

    /// <summary>
    /// Passes a record that is too large to hold, but for its last byte. What it is shows in its head. It ends early where another record starts in it:
    /// an archive inside an archive is rarer than a wrong length, and that must not swallow the rest of a file.
    /// </summary>
    private async ValueTask<ReadItem> PassLargeAsync(WarcRecord record, int headerLength, CancellationToken cancellationToken)
    {
        long start = _input.Position;
        await _input.EnsureAsync(headerLength + MaxHeaderBytes, cancellationToken).ConfigureAwait(false);
        byte[] raw = _input.Unread.Span[..Math.Min(_input.Unread.Length, QuarantinedRecord.MaxRawBytes)].ToArray();
        ReadItem item = WarcRecordMapper.SkippedKind(record, _input.Unread[headerLength..]) is { } kind
            ? ReadItem.Skip(kind)
            : _rows.TooLarge(start, $"The record's block of {record.ContentLength} bytes", raw);
        long left = headerLength + record.ContentLength - 1;
        _input.Advance(headerLength - 1);
        left -= headerLength - 1;
        while (left > 0)
        {
            int next = _syntax.IndexOfNext(_input.Unread.Span, _input.IsEnded, out int judged);
            if (next >= 0 && next <= left)
            {
                _input.Advance(next - 1);
                return _rows.WrongWarcLength(start, $"it claims {record.ContentLength} bytes, but a record starts {_input.Position + 1 - start - headerLength} bytes into them", raw);
            }

            int passed = (int)Math.Min(left, judged);
            _input.Advance(passed);
            left -= passed;
            if (left > 0 && !await _input.FillAsync(cancellationToken).ConfigureAwait(false) && _input.Unread.IsEmpty)
            {
                return _rows.WrongWarcLength(start, $"it claims {record.ContentLength} bytes, {record.ContentLength - left - 1} follow", raw);
            }
        }

        return await _input.EnsureAsync(1, cancellationToken).ConfigureAwait(false)
            ? item
            : _rows.WrongWarcLength(start, $"it claims {record.ContentLength} bytes, {record.ContentLength - 1} follow", raw);
    }

    private async ValueTask<int> HeaderLengthAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = _syntax.HeaderLength(_input.Unread.Span);
            if (length > 0) return length;
            if (_input.Unread.Length > MaxHeaderBytes || !await _input.FillAsync(cancellationToken).ConfigureAwait(false)) return 0;
        }
    }

    /// <summary>True when what ends a block, the next record or the end of the file follows.</summary>
    private async ValueTask<bool> IsBoundaryAsync(int offset, CancellationToken cancellationToken)
    {
        await _input.EnsureAsync(offset + "\r\n\r\n".Length + _syntax.LookAheadBytes, cancellationToken).ConfigureAwait(false);
        ReadOnlySpan<byte> rest = _input.Unread.Span[offset..];
        if (_syntax.EndsBlock(rest)) return true;
        rest = rest.TrimStart("\r\n"u8);
        return rest.IsEmpty || _syntax.StartsRecord(rest);
    }

    /// <summary>Passes line ends and blanks; false at the end.</summary>
    private async ValueTask<bool> SkipBlankAsync(CancellationToken cancellationToken)
    {
        do
        {
            int blank = _input.Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            _input.Advance(blank < 0 ? _input.Unread.Length : blank);
            if (blank >= 0) return true;
        }
        while (await _input.FillAsync(cancellationToken).ConfigureAwait(false));

        return false;
    }

    /// <summary>Moves to the next line where a record starts, beyond the current one; false when there is none.</summary>
    private async ValueTask<bool> ResynchroniseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int next = _syntax.IndexOfNext(_input.Unread.Span, _input.IsEnded, out int judged);
            _input.Advance(judged);
            if (next >= 0) return true;
            if (!await _input.FillAsync(cancellationToken).ConfigureAwait(false) && _input.Unread.IsEmpty) return false;
        }
    }
}
