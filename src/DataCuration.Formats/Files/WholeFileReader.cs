using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Formats.Compression;
using DataCuration.Formats.Warc;

namespace DataCuration.Formats.Files;

/// <summary>Reads a file that is one document: plain text in any character set, or one HTML page. Holds the file, at most <see cref="QuarantineRows.MaxRecordBytes"/>.</summary>
internal static class WholeFileReader
{
    /// <summary>Reads the file.</summary>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        ByteWindow input, PayloadKind kind, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await input.EnsureAsync(QuarantineRows.MaxRecordBytes + 1, cancellationToken).ConfigureAwait(false))
        {
            yield return rows.TooLarge(0, "The file", input.Unread.Span);
            yield break;
        }

        if (input.Fault is { } fault)
        {
            // Half a document is no document.
            yield return rows.DamagedCompression(input.Reached, fault, input.Unread.Span);
            yield break;
        }

        byte[]? payload = kind == PayloadKind.Html ? input.Unread.ToArray() : PlainText.ToUtf8(input.Unread, charset: null)?.ToArray();
        yield return payload is { } content
            ? ReadItem.From(new SourceRecord { Position = 0, Kind = kind, Payload = content })
            : rows.InvalidText(0, "the file is binary, or in no known character set", input.Unread.Span);
    }
}
