using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Compression;
using DataCuration.Formats.Files;
using DataCuration.Formats.Jsonl;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Formats.Tar;
using DataCuration.Formats.Warc;

namespace DataCuration.Formats;

/// <summary>
/// Reads any shard as a stream of records. Compression and format are told from the content. Nothing is lost silently: each record
/// that cannot be read, and each place where a file is cut off or damaged, is one quarantine row. Positions rise through a file.
/// </summary>
public static class RecordReader
{
    private const int FileBufferBytes = 1 << 16;

    /// <summary>Reads one file, record by record, in the file's order.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="relativePath">Its path relative to the recipe's folder, with forward slashes; goes into quarantine rows.</param>
    /// <param name="source">The source's format and field names.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <exception cref="DiagnosticException">DC1001: the file is missing, or the system refuses to open it. DC1007: the system fails while reading.</exception>
    public static IAsyncEnumerable<ReadItem> ReadAsync(
        string path, string relativePath, SourceOptions source, CancellationToken cancellationToken) =>
        FlattenAsync(ReadBlocksAsync(path, relativePath, source, threads: 1, cancellationToken), cancellationToken);

    /// <summary>Reads one file as blocks that wait to be decoded, in the file's order; for decoding on several threads. The blocks do not depend on their number.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="relativePath">Its path relative to the recipe's folder, with forward slashes; goes into quarantine rows.</param>
    /// <param name="source">The source's format and field names.</param>
    /// <param name="threads">Threads for decompressing the file's gzip members or Zstandard frames.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <exception cref="DiagnosticException">DC1001: the file is missing, or the system refuses to open it. DC1007: the system fails while reading.</exception>
    public static IAsyncEnumerable<RecordBlock> ReadBlocksAsync(
        string path, string relativePath, SourceOptions source, int threads, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadBlocksAsync(() => OpenLocal(path), relativePath, source, threads, cancellationToken);
    }

    /// <summary>Reads one file from wherever it is, record by record, in the file's order.</summary>
    /// <param name="open">Opens the file as a seekable stream of known length, which is disposed; each call gives another stream of the same bytes.</param>
    /// <param name="relativePath">Its name; goes into quarantine rows.</param>
    /// <param name="source">The source's format and field names.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <exception cref="DiagnosticException">What opening and reading the stream throws; DC1007: the system fails while reading.</exception>
    public static IAsyncEnumerable<ReadItem> ReadAsync(
        Func<Stream> open, string relativePath, SourceOptions source, CancellationToken cancellationToken) =>
        FlattenAsync(ReadBlocksAsync(open, relativePath, source, threads: 1, cancellationToken), cancellationToken);

    /// <summary>Reads one file from wherever it is as blocks that wait to be decoded, in the file's order.</summary>
    /// <param name="open">Opens the file as a seekable stream of known length, which is disposed; each call gives another stream of the same bytes.</param>
    /// <param name="relativePath">Its name; goes into quarantine rows.</param>
    /// <param name="source">The source's format and field names.</param>
    /// <param name="threads">Threads for decompressing the file's gzip members or Zstandard frames.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <exception cref="DiagnosticException">What opening and reading the stream throws; DC1007: the system fails while reading.</exception>
    public static IAsyncEnumerable<RecordBlock> ReadBlocksAsync(
        Func<Stream> open, string relativePath, SourceOptions source, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentException.ThrowIfNullOrEmpty(relativePath);
        ArgumentNullException.ThrowIfNull(source);
        return ReadBlocksAsync(open(), relativePath, source, threads, cancellationToken);
    }

    private static FileStream OpenLocal(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferBytes, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReadFailure.CannotOpen(path, error);
        }
    }

    /// <summary>Reads a seekable stream and disposes it.</summary>
    internal static IAsyncEnumerable<ReadItem> ReadAsync(Stream file, string relativePath, SourceOptions source, CancellationToken cancellationToken) =>
        FlattenAsync(ReadBlocksAsync(file, relativePath, source, threads: 1, cancellationToken), cancellationToken);

    /// <summary>Reads a seekable stream as blocks and disposes it.</summary>
    internal static async IAsyncEnumerable<RecordBlock> ReadBlocksAsync(
        Stream file, string relativePath, SourceOptions source, int threads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QuarantineRows rows = new(relativePath);
        ByteWindow input = await ByteWindow.OpenAsync(file, relativePath, threads, cancellationToken).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            await input.EnsureAsync(FormatDetection.WindowBytes, cancellationToken).ConfigureAwait(false);
            while (input.Fault is { } fault && FormatDetection.Detect(input.Unread.Span) is (ContentFormat.Blank or ContentFormat.Unknown) && source.Format is not (RecordFormat.Text or RecordFormat.Html))
            {
                // Nothing before the damage tells the format; what comes behind it may.
                yield return RecordBlock.Of(rows.DamagedCompression(input.Reached, fault, input.Unread.Span));
                if (!await input.ResumeAsync(cancellationToken).ConfigureAwait(false)) yield break;
                await input.EnsureAsync(FormatDetection.WindowBytes, cancellationToken).ConfigureAwait(false);
            }

            IAsyncEnumerable<RecordBlock>? blocks = Choose(file, input, source, rows, out ReadItem refusal, cancellationToken);
            if (blocks is null)
            {
                yield return RecordBlock.Of(refusal);
                yield break;
            }

            await foreach (RecordBlock block in blocks.ConfigureAwait(false))
            {
                yield return block;
            }
        }
    }

    private static async IAsyncEnumerable<ReadItem> FlattenAsync(IAsyncEnumerable<RecordBlock> blocks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RecordBlock block in blocks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            using (block)
            {
                foreach (ReadItem item in block.Decode())
                {
                    // One record may be kept for long; it must not keep its block.
                    yield return item.Record is { } record ? ReadItem.From(record with { Payload = record.Payload.ToArray() }) : item;
                }
            }
        }
    }

    private static IAsyncEnumerable<RecordBlock>? Choose(
        Stream file, ByteWindow input, SourceOptions source, QuarantineRows rows, out ReadItem refusal, CancellationToken cancellationToken)
    {
        refusal = default;
        ReadOnlySpan<byte> head = input.Unread.Span;
        ContentFormat found = FormatDetection.Detect(head);
        bool isCertain = found is ContentFormat.Parquet or ContentFormat.Warc or ContentFormat.Arc or ContentFormat.Tar;
        ContentFormat declared = source.Format switch
        {
            RecordFormat.Jsonl => ContentFormat.Jsonl,
            RecordFormat.Warc or RecordFormat.Wet => found == ContentFormat.Arc ? found : ContentFormat.Warc,
            RecordFormat.Parquet => ContentFormat.Parquet,
            RecordFormat.WebDataset => ContentFormat.Tar,
            RecordFormat.Text => ContentFormat.Text,
            RecordFormat.Html => ContentFormat.Html,
            _ => found,
        };
        if (found == ContentFormat.Blank)
        {
            refusal = rows.Empty();
        }
        else if (declared == ContentFormat.Unknown || (declared == ContentFormat.Parquet && input.Compression != CompressionKind.None))
        {
            refusal = rows.UnknownFormat(head);
        }
        else if (declared != found && (isCertain || declared is ContentFormat.Parquet or ContentFormat.Tar))
        {
            refusal = rows.OtherFormat(NameOf(declared), found == ContentFormat.Unknown ? "something else" : NameOf(found), head);
        }
        else
        {
            return declared switch
            {
                ContentFormat.Parquet => ParquetRecordReader.ReadAsync(file, source.Fields, rows, cancellationToken),
                ContentFormat.Warc => WarcReader.ReadAsync(input, new WarcSyntax(), rows, cancellationToken),
                ContentFormat.Tar => RecordBlock.GroupAsync(WebDatasetReader.ReadAsync(input, source.Fields, rows, cancellationToken), cancellationToken),
                ContentFormat.Text => RecordBlock.GroupAsync(WholeFileReader.ReadAsync(input, PayloadKind.Text, rows, cancellationToken), cancellationToken),
                ContentFormat.Html => RecordBlock.GroupAsync(WholeFileReader.ReadAsync(input, PayloadKind.Html, rows, cancellationToken), cancellationToken),
                ContentFormat.Arc => WarcReader.ReadAsync(input, new ArcSyntax(), rows, cancellationToken),
                _ => JsonlReader.ReadAsync(input, source.Fields, rows, cancellationToken),
            };
        }

        return null;
    }

    private static string NameOf(ContentFormat format) => format switch
    {
        ContentFormat.Jsonl => "jsonl",
        ContentFormat.Warc => "warc",
        ContentFormat.Parquet => "parquet",
        ContentFormat.Tar => "webDataset",
        ContentFormat.Html => "html",
        ContentFormat.Text => "text",
        ContentFormat.Arc => "warc (its predecessor ARC)",
        _ => "unknown",
    };
}
