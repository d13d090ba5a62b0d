using System.Runtime.CompilerServices;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Compression;
using DataCuration.Formats.Storage;

namespace DataCuration.Formats.Jsonl;

/// <summary>The lines of a JSONL file as they are, without parsing: for copying records byte by byte.</summary>
public static class JsonlLines
{
    private const int FileBufferBytes = 1 << 16;

    /// <summary>The file holds JSON lines, compressed or not, by its content.</summary>
    /// <exception cref="DiagnosticException">DC1001: the file cannot be opened.</exception>
    public static async Task<bool> AreInAsync(string path, CancellationToken cancellationToken)
    {
        ByteWindow input = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            await input.EnsureAsync(FormatDetection.WindowBytes, cancellationToken).ConfigureAwait(false);
            return FormatDetection.Detect(input.Unread.Span) == ContentFormat.Jsonl;
        }
    }

    /// <summary>
    /// Each line that is not blank, without its end, and its position as <see cref="JsonlReader"/> counts: the byte offset in the decompressed
    /// stream. A line's memory is valid until the next is asked for. Lines too large for a record are left out.
    /// </summary>
    /// <exception cref="DiagnosticException">DC1001, DC1007: the file cannot be opened or read.</exception>
    public static async IAsyncEnumerable<(long Position, ReadOnlyMemory<byte> Line)> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ByteWindow input = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            if (await input.EnsureAsync(3, cancellationToken).ConfigureAwait(false) && input.Unread.Span.StartsWith("\uFEFF"u8))
            {
                input.Advance(3);
            }

            int searched = 0;
            bool isTooLarge = false;
            while (true)
            {
                int newline = input.Unread.Span[searched..].IndexOf((byte)'\n');
                if (newline < 0)
                {
                    searched = input.Unread.Length;
                    if (searched > QuarantineRows.MaxRecordBytes)
                    {
                        isTooLarge = true;
                        input.Advance(searched);
                        searched = 0;
                    }

                    if (await input.FillAsync(cancellationToken).ConfigureAwait(false))
                    {
                        continue;
                    }

                    if (!isTooLarge && input.Unread.Span.ContainsAnyExcept(" \t\r"u8))
                    {
                        yield return (input.Position, input.Unread);
                    }

                    yield break;
                }

                ReadOnlyMemory<byte> line = input.Unread[..(searched + newline)];
                searched = 0;
                if (!isTooLarge && line.Span.ContainsAnyExcept(" \t\r"u8))
                {
                    yield return (input.Position, line);
                }

                isTooLarge = false;
                input.Advance(line.Length + 1);
            }
        }
    }

    /// <summary>A line's text in UTF-8, as a record of it has; null when it has none.</summary>
    public static ReadOnlyMemory<byte>? TextOf(ReadOnlySpan<byte> line, FieldMapping fields) =>
        new JsonlRecordParser(fields, new QuarantineRows("line")).Parse(line, position: 0).Record?.Payload;

    private static Task<ByteWindow> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferBytes, FileOptions.SequentialScan);
            return ByteWindow.OpenAsync(file, path, threads: 1, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReadFailure.CannotOpen(path, error);
        }
    }
}
