using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Compression;

namespace DataCuration.Formats.Jsonl;

/// <summary>
/// Splits decompressed bytes into lines and reads each as one JSON object. A bad line becomes one quarantine row; the next is read.
/// Holds one line in memory, at most <see cref="QuarantineRows.MaxRecordBytes"/>.
/// </summary>
internal static class JsonlReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads to the end; positions are the lines' byte offsets in the decompressed stream.</summary>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        ByteWindow input, FieldMapping fields, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JsonlRecordParser parser = new(fields, rows);
        if (await input.EnsureAsync(ByteOrderMark.Length, cancellationToken).ConfigureAwait(false)
            && input.Unread.Span.StartsWith(ByteOrderMark))
        {
            input.Advance(ByteOrderMark.Length);
        }

        bool isEmpty = true;
        bool goesOn;
        do
        {
            int searched = 0;
            while (true)
            {
                int newline = input.Unread.Span[searched..].IndexOf((byte)'\n');
                if (newline < 0)
                {
                    searched = input.Unread.Length;
                    if (searched > QuarantineRows.MaxRecordBytes)
                    {
                        isEmpty = false;
                        yield return rows.TooLarge(input.Position, "The line", input.Unread.Span);
                        await SkipLineAsync(input, cancellationToken).ConfigureAwait(false);
                        searched = 0;
                    }
                    else if (!await input.FillAsync(cancellationToken).ConfigureAwait(false))
                    {
                        break;
                    }

                    continue;
                }

                ReadOnlyMemory<byte> line = input.Unread[..(searched + newline)];
                searched = 0;
                if (!IsBlank(line.Span))
                {
                    isEmpty = false;
                    yield return parser.Parse(line.Span, input.Position);
                }

                input.Advance(line.Length + 1);
            }

            ReadOnlyMemory<byte> last = input.Unread;
            if (input.Fault is { } fault)
            {
                // A line that the damage cut off is no record; one that happens to be whole is.
                isEmpty = false;
                ReadItem item = IsBlank(last.Span) ? default : parser.Parse(last.Span, input.Position);
                if (item.Record is not null) yield return item;
                yield return rows.DamagedCompression(input.Reached, fault, item.Record is null ? last.Span : []);
            }
            else if (!IsBlank(last.Span))
            {
                isEmpty = false;
                yield return parser.Parse(last.Span, input.Position);
            }

            goesOn = await input.ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
        while (goesOn);

        if (isEmpty) yield return rows.Empty();
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

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r"u8);
}
