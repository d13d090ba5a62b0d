using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Compression;

namespace DataCuration.Formats.Tar;

/// <summary>
/// Reads a webdataset shard: a tar archive where consecutive members with one name up to the first dot of the file name are one sample, and what follows
/// the dot says what each is. Where a header is damaged reading goes on at the next block that is one. Holds one sample's texts.
/// </summary>
internal static class WebDatasetReader
{
    private const int MaxLongNameBytes = 1 << 16;

    /// <summary>Reads to the end; positions are the byte offsets of the samples' first headers in the decompressed archive.</summary>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        ByteWindow input, FieldMapping fields, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WebDatasetSample? sample = null;
        string? longName = null;
        bool hasYielded = false;
        bool isLost = false;
        while (await input.EnsureAsync(TarHeader.BlockBytes, cancellationToken).ConfigureAwait(false))
        {
            long position = input.Position;
            ReadOnlyMemory<byte> block = input.Unread[..TarHeader.BlockBytes];
            if (TarHeader.Parse(block.Span) is not { } header)
            {
                // Blocks of zeros end an archive; several archives may be joined.
                bool isZero = !block.Span.ContainsAnyExcept((byte)0);
                if (!isZero && !isLost)
                {
                    hasYielded = true;
                    isLost = true;
                    if (sample is not null) yield return sample.Finish(fields, rows);
                    sample = null;
                    yield return rows.BrokenTar(position, "the block is no header", block.Span);
                }

                input.Advance(TarHeader.BlockBytes);
                continue;
            }

            isLost = false;
            input.Advance(TarHeader.BlockBytes);
            if (longName is not null && header.IsFile) header = header with { Name = longName };
            bool isName = header.Type is 'x' or 'L' && header.Size <= MaxLongNameBytes;
            if (header.IsFile)
            {
                longName = null;
                string key = WebDatasetSample.KeyOf(header.Name);
                if (sample is not null && sample.Key != key)
                {
                    hasYielded = true;
                    yield return sample.Finish(fields, rows);
                    sample = null;
                }

                sample ??= new WebDatasetSample(key, position);
            }

            bool isText = header.IsFile && WebDatasetSample.IsText(header.Name, fields);
            if (isText && header.Size > QuarantineRows.MaxRecordBytes)
            {
                isText = false;
                hasYielded = true;
                yield return rows.TooLarge(position + 1, $"The member {header.Name}", []);
            }

            if ((isText || isName) && await input.EnsureAsync((int)header.Size, cancellationToken).ConfigureAwait(false))
            {
                ReadOnlyMemory<byte> content = input.Unread[..(int)header.Size];
                if (isText) sample!.Add(header.Name, content.ToArray());
                else longName = header.Type == 'x' ? TarHeader.PaxPath(content.Span) : System.Text.Encoding.UTF8.GetString(content.Span).TrimEnd('\0');
            }

            if (await PassAsync(input, header.PaddedSize, cancellationToken).ConfigureAwait(false)) continue;
            if (input.Fault is not null) break;
            hasYielded = true;
            yield return rows.BrokenTar(input.Reached, $"the archive ends inside the member {header.Name}", []);
            break;
        }

        if (sample is not null)
        {
            hasYielded = true;
            yield return sample.Finish(fields, rows);
        }

        if (input.Fault is { } fault)
        {
            yield return rows.DamagedCompression(input.Reached, fault, []);
        }
        else if (!isLost && input.Unread.Length < TarHeader.BlockBytes && input.Unread.Span.ContainsAnyExcept((byte)0))
        {
            yield return rows.BrokenTar(input.Position, "the archive ends inside a header", input.Unread.Span);
        }
        else if (!hasYielded)
        {
            yield return rows.Empty();
        }
    }

    /// <summary>Passes bytes; false when there are not so many. The padding of the last member may be missing.</summary>
    private static async ValueTask<bool> PassAsync(ByteWindow input, long count, CancellationToken cancellationToken)
    {
        while (true)
        {
            int step = (int)Math.Min(count, input.Unread.Length);
            input.Advance(step);
            count -= step;
            if (count == 0) return true;
            if (!await input.FillAsync(cancellationToken).ConfigureAwait(false)) return count < TarHeader.BlockBytes && input.Fault is null;
        }
    }
}
