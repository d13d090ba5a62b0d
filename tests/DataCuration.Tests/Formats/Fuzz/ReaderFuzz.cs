using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Tests.Formats.Fuzz;

/// <summary>Reads damaged files and says what is wrong with how they were read.</summary>
internal static class ReaderFuzz
{
    // Far more than any file here needs, far less than a hang or a decompression bomb takes.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);
    private const long MaxAllocatedBytes = 1L << 30;
    private const int MaxItems = 1 << 16;

    /// <summary>Reads a file from beginning to end; null when all promises were kept, otherwise the broken one.</summary>
    public static async Task<string?> CheckAsync(byte[] file, CancellationToken cancellationToken)
    {
        SourceOptions source = new() { Name = "s", Files = ["f"] };
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(MaxTime);
        long before = GC.GetTotalAllocatedBytes();
        HashSet<long> positions = [];
        int count = 0;
        try
        {
            await foreach (ReadItem item in RecordReader.ReadAsync(new MemoryStream(file), "f", source, time.Token).WithCancellation(time.Token))
            {
                count++;
                if ((item.Record?.Position ?? item.Quarantined?.Position) is { } position && !positions.Add(position)) return $"two items at position {position}";
                if (item.Record is null && item.Quarantined is null && item.SkippedKind is null) return "an item that is nothing";
                if (count > MaxItems) return $"more than {MaxItems} items";
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it took more than {MaxTime}";
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return error.ToString();
        }

        if (count == 0) return "nothing was yielded, not even a row";
        long allocated = GC.GetTotalAllocatedBytes() - before;
        return allocated <= MaxAllocatedBytes ? null : $"{allocated} bytes were allocated for a file of {file.Length}";
    }
}
