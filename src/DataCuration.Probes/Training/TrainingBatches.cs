using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>
/// The sequences of every step: a function of each member's seed and the step alone, whatever came before. Owns the token files;
/// single-threaded.
/// </summary>
internal sealed class TrainingBatches : IDisposable
{
    private readonly TokenFile[] _files;
    private readonly ChunkOrder[] _orders;
    private readonly int _sequences;
    private readonly int _context;

    /// <param name="members">Token file and seed of each member; the files have the same number of chunks.</param>
    /// <param name="plan">Sequences a step, and chunks.</param>
    /// <param name="context">Tokens a sequence.</param>
    public TrainingBatches(IReadOnlyList<(TokenFile File, ulong Seed)> members, TrainingPlan plan, int context)
    {
        _files = [.. members.Select(static member => member.File)];
        _orders = [.. members.Select(member => new ChunkOrder(plan.Chunks, member.Seed))];
        _sequences = plan.BatchSequences;
        _context = context;
    }

    /// <summary>The batch of a step, [members, sequences, context + 1], on the CPU; owned by the caller.</summary>
    public Tensor At(long step)
    {
        int length = _context + 1;
        int[] batch = new int[_files.Length * _sequences * length];
        Span<int> rest = batch;
        for (int member = 0; member < _files.Length; member++)
        {
            for (int sequence = 0; sequence < _sequences; sequence++)
            {
                long start = (long)_orders[member].ChunkAt((step * _sequences) + sequence) * _context;
                ReadOnlySpan<ushort> tokens = _files[member].Slice(start, length);
                for (int at = 0; at < length; at++) rest[at] = tokens[at];
                rest = rest[length..];
            }
        }

        using Tensor narrow = tensor(batch, [_files.Length, _sequences, length]);
        return narrow.to(ScalarType.Int64);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TokenFile file in _files) file.Dispose();
    }
}
