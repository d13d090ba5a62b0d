using System.Runtime.CompilerServices;
using DataCuration.Documents;

namespace DataCuration.Formats;

/// <summary>
/// A piece of a file that was cut at record boundaries and not yet decoded. Where a file is cut depends on its bytes alone. Blocks can be decoded on any
/// thread, side by side; each is decoded once. Its payloads are valid until it is disposed; of a block that is not, the memory is left to the garbage collector.
/// </summary>
public sealed class RecordBlock : IDisposable
{
    /// <summary>The records that a block of decoded items holds at most.</summary>
    internal const int MaxItems = 256;

    /// <summary>The size at which a block ends, in bytes: small enough to hold many, large enough to be worth a thread's while.</summary>
    internal const int TargetBytes = 1 << 20;

    private readonly Func<BlockMemory, IEnumerable<ReadItem>> _decode;
    private readonly BlockMemory _memory = new();

    internal RecordBlock(Func<BlockMemory, IEnumerable<ReadItem>> decode, long bytes)
    {
        _decode = decode;
        Bytes = bytes;
    }

    /// <summary>The memory that the block holds, in bytes.</summary>
    public long Bytes { get; }

    /// <summary>What the payloads of the decoded records keep from being used again until disposal, in bytes; 0 where they have memory of their own.</summary>
    public long HeldBytes => _memory.Bytes;

    /// <summary>The block's records, in the file's order. Never throws for any bytes.</summary>
    public IEnumerable<ReadItem> Decode() => _decode(_memory);

    /// <summary>Gives the memory of the payloads back; they must not be used any more.</summary>
    public void Dispose() => _memory.Dispose();

    /// <summary>Items that need no decoding.</summary>
    internal static RecordBlock Of(params ReadItem[] items) => new(_ => items, items.Sum(item => (long)(item.Record?.Payload.Length ?? 0)));

    /// <summary>Gathers items that are decoded as they are read.</summary>
    internal static async IAsyncEnumerable<RecordBlock> GroupAsync(
        IAsyncEnumerable<ReadItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ReadItem> group = [];
        long bytes = 0;
        await foreach (ReadItem item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            group.Add(item);
            bytes += item.Record?.Payload.Length ?? 0;
            if (group.Count < MaxItems && bytes < TargetBytes) continue;
            yield return Of([.. group]);
            group.Clear();
            bytes = 0;
        }

        if (group.Count > 0) yield return Of([.. group]);
    }
}
