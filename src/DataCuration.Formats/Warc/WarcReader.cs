using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Formats.Compression;

namespace DataCuration.Formats.Warc;

/// <summary>
/// Cuts decompressed bytes into WARC records (ISO 28500) and maps each. A length that does not lead to the next record is not
/// believed: the record is quarantined and reading goes on at the next line that starts with <c>WARC/</c>, even inside the bytes
/// that the length claimed. Holds one record, at most <see cref="QuarantineRows.MaxRecordBytes"/> and its header.
/// </summary>
internal static class WarcReader
{
    private const int MaxHeaderBytes = 1 << 20;

    /// <summary>Reads to the end; positions are the records' byte offsets in the decompressed stream.</summary>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        ByteWindow input, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WarcRecordMapper mapper = new(rows);
        bool isEmpty = true;
        ReadOnlyMemory<byte> unfinished = default;
        while (await SkipBlankAsync(input, cancellationToken).ConfigureAwait(false))
        {
            isEmpty = false;
            (ReadItem item, long length) = await NextAsync(input, mapper, rows, cancellationToken).ConfigureAwait(false);
            if (length > 0)
            {
                yield return item;
                await SkipAsync(input, length, cancellationToken).ConfigureAwait(false);
            }
            else if (await ResynchroniseAsync(input, cancellationToken).ConfigureAwait(false) || input.Fault is null)
            {
                yield return item;
            }
            else
            {
                // Damage to the compressed data cut this record off: the one row below stands for both.
                unfinished = item.Quarantined!.Raw;
            }
        }

        if (input.Fault is { } fault) yield return rows.DamagedCompression(input.Reached, fault, unfinished.Span);
        else if (isEmpty) yield return rows.Empty();
    }

    /// <summary>The record at the window's start and its length; a row and 0 when no whole record is there.</summary>
    private static async ValueTask<(ReadItem Item, long Length)> NextAsync(
        ByteWindow input, WarcRecordMapper mapper, QuarantineRows rows, CancellationToken cancellationToken)
    {
        long start = input.Position;
        await input.EnsureAsync(QuarantinedRecord.MaxRawBytes, cancellationToken).ConfigureAwait(false);
        if (!input.Unread.Span.StartsWith(WarcRecord.Magic))
        {
            return (rows.BrokenWarcHeader(start, "expected a line with WARC/1.0 or WARC/1.1", input.Unread.Span), 0);
        }

        int headerLength = await HeaderLengthAsync(input, cancellationToken).ConfigureAwait(false);
        if (headerLength == 0) return (rows.BrokenWarcHeader(start, "the header has no end", input.Unread.Span), 0);
        if (WarcRecord.Parse(input.Unread.Span[..headerLength], out string problem) is not { } record)
        {
            return (rows.BrokenWarcHeader(start, problem, input.Unread.Span), 0);
        }

        if (record.ContentLength > QuarantineRows.MaxRecordBytes)
        {
            return (rows.TooLarge(start, $"The record's block of {record.ContentLength} bytes", input.Unread.Span), headerLength + record.ContentLength);
        }

        int length = headerLength + (int)record.ContentLength;
        if (!await input.EnsureAsync(length, cancellationToken).ConfigureAwait(false))
        {
            return (rows.WrongWarcLength(start, $"it claims {record.ContentLength} bytes, {input.Unread.Length - headerLength} follow", input.Unread.Span), 0);
        }

        if (!await IsBoundaryAsync(input, length, cancellationToken).ConfigureAwait(false))
        {
            return (rows.WrongWarcLength(start, $"no record starts after the {record.ContentLength} bytes it claims", input.Unread.Span), 0);
        }

        return (mapper.Map(record, input.Unread[..length], headerLength, start), length);
    }

    private static async ValueTask<int> HeaderLengthAsync(ByteWindow input, CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = HeaderFields.BlockLength(input.Unread.Span);
            if (length > 0) return length;
            if (input.Unread.Length > MaxHeaderBytes || !await input.FillAsync(cancellationToken).ConfigureAwait(false)) return 0;
        }
    }

    /// <summary>True when two line ends, the next record or the end of the file follow.</summary>
    private static async ValueTask<bool> IsBoundaryAsync(ByteWindow input, int offset, CancellationToken cancellationToken)
    {
        await input.EnsureAsync(offset + "\r\n\r\n".Length + WarcRecord.Magic.Length, cancellationToken).ConfigureAwait(false);
        ReadOnlySpan<byte> rest = input.Unread.Span[offset..];
        if (rest.StartsWith("\r\n\r\n"u8) || rest.StartsWith("\n\n"u8)) return true;
        rest = rest.TrimStart("\r\n"u8);
        return rest.IsEmpty || rest.StartsWith(WarcRecord.Magic);
    }

    /// <summary>Passes line ends and blanks; false at the end.</summary>
    private static async ValueTask<bool> SkipBlankAsync(ByteWindow input, CancellationToken cancellationToken)
    {
        do
        {
            int blank = input.Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            input.Advance(blank < 0 ? input.Unread.Length : blank);
            if (blank >= 0) return true;
        }
        while (await input.FillAsync(cancellationToken).ConfigureAwait(false));

        return false;
    }

    private static async ValueTask SkipAsync(ByteWindow input, long length, CancellationToken cancellationToken)
    {
        while (true)
        {
            int step = (int)Math.Min(length, input.Unread.Length);
            input.Advance(step);
            length -= step;
            if (length == 0 || !await input.FillAsync(cancellationToken).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Moves to the next line that starts with the magic, beyond the current one; false when there is none.</summary>
    private static async ValueTask<bool> ResynchroniseAsync(ByteWindow input, CancellationToken cancellationToken)
    {
        while (true)
        {
            int newline = input.Unread.Span.IndexOf("\nWARC/"u8);
            if (newline >= 0)
            {
                input.Advance(newline + 1);
                return true;
            }

            // What is left may be the beginning of the pattern.
            input.Advance(Math.Max(0, input.Unread.Length - WarcRecord.Magic.Length));
            if (await input.FillAsync(cancellationToken).ConfigureAwait(false)) continue;
            input.Advance(input.Unread.Length);
            return false;
        }
    }
}
