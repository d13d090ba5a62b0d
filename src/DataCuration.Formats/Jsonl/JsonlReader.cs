using System.Buffers;
using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Compression;

namespace DataCuration.Formats.Jsonl;

/// <summary>
/// Cuts decompressed bytes into blocks of whole lines, and a block's lines into one JSON object each. A bad line becomes one quarantine row; the next is read.
/// Holds one block, or one line of at most <see cref="QuarantineRows.MaxRecordBytes"/>.
/// </summary>
internal static class JsonlReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads to the end; positions are the lines' byte offsets in the decompressed stream.</summary>
    public static async IAsyncEnumerable<RecordBlock> ReadAsync(
        ByteWindow input, FieldMapping fields, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await input.EnsureAsync(ByteOrderMark.Length, cancellationToken).ConfigureAwait(false)
            && input.Unread.Span.StartsWith(ByteOrderMark))
        {
            input.Advance(ByteOrderMark.Length);
        }

        bool isEmpty = true;
        bool goesOn;
        do
        {
            while (true)
            {
                int length = await CutAsync(input, cancellationToken).ConfigureAwait(false);
                if (length == 0) break;
                if (length > QuarantineRows.MaxRecordBytes)
                {
                    isEmpty = false;
                    yield return RecordBlock.Of(rows.TooLarge(input.Position, "The line", input.Unread.Span));
                    await SkipLineAsync(input, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                if (!IsBlank(input.Unread.Span[..length]))
                {
                    isEmpty = false;
                    yield return BlockOf(input.Unread.Span[..length], input.Position, fields, rows);
                }

                input.Advance(length);
            }

            ReadOnlyMemory<byte> last = input.Unread;
            if (input.Fault is { } fault)
            {
                // A line that the damage cut off is no record; one that happens to be whole is.
                isEmpty = false;
                ReadItem item = IsBlank(last.Span) ? default : new JsonlRecordParser(fields, rows).Parse(last.Span, input.Position);
                if (item.Record is not null) yield return RecordBlock.Of(item);
                yield return RecordBlock.Of(rows.DamagedCompression(input.Reached, fault, item.Record is null ? last.Span : []));
            }
            else if (!IsBlank(last.Span))
            {
                isEmpty = false;
                yield return RecordBlock.Of(new JsonlRecordParser(fields, rows).Parse(last.Span, input.Position));
            }

            goesOn = await input.ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
        while (goesOn);

        if (isEmpty) yield return RecordBlock.Of(rows.Empty());
    }

    /// <summary>
    /// The length of the lines that end within a block's size, of the first line when it is longer, or more than <see cref="QuarantineRows.MaxRecordBytes"/> when that is too long;
    /// 0 when no line ends. Depends on the bytes alone, not on how they arrive.
    /// </summary>
    private static async ValueTask<int> CutAsync(ByteWindow input, CancellationToken cancellationToken)
    {
        await input.EnsureAsync(RecordBlock.TargetBytes, cancellationToken).ConfigureAwait(false);
        int searched = Math.Min(RecordBlock.TargetBytes, input.Unread.Length);
        int end = input.Unread.Span[..searched].LastIndexOf((byte)'\n') + 1;
        if (end > 0) return end;
        while (true)
        {
            int newline = input.Unread.Span[searched..].IndexOf((byte)'\n');
            if (newline >= 0) return searched + newline + 1;
            searched = input.Unread.Length;
            if (searched > QuarantineRows.MaxRecordBytes) return searched;
            if (!await input.FillAsync(cancellationToken).ConfigureAwait(false)) return 0;
        }
    }

    private static RecordBlock BlockOf(ReadOnlySpan<byte> lines, long position, FieldMapping fields, QuarantineRows rows)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(lines.Length);
        lines.CopyTo(bytes);
        int length = lines.Length;
        return new RecordBlock(memory => Decode(bytes, length, position, fields, rows, memory), length);
    }

    private static List<ReadItem> Decode(byte[] bytes, int length, long position, FieldMapping fields, QuarantineRows rows, BlockMemory memory)
    {
        JsonlRecordParser parser = new(fields, rows, memory);
        List<ReadItem> items = [];
        ReadOnlySpan<byte> left = bytes.AsSpan(0, length);
        while (!left.IsEmpty)
        {
            int newline = left.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = left[..newline];
            if (!IsBlank(line)) items.Add(parser.Parse(line, position));
            left = left[(newline + 1)..];
            position += newline + 1;
        }

        ArrayPool<byte>.Shared.Return(bytes);
        return items;
    }

    private static async ValueTask SkipLineAsync(ByteWindow input, CancellationToken cancellationToken)
    {
        do
        {
            int newline = input.Unread.Span.IndexOf((byte)'\n');
            if (newline >= 0)
            {
                input.Advance(newline + 1);
                return;
            }

            input.Advance(input.Unread.Length);
        }
        while (await input.FillAsync(cancellationToken).ConfigureAwait(false));
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r\n"u8);
}
