using System.Numerics;

namespace DataCuration.Probes.Tokenizer;

/// <summary>What two neighbouring tokens merge into: an open-addressed table. Immutable after construction; thread-safe.</summary>
internal sealed class PairTable
{
    /// <summary>Larger than every token, so that the smallest merge wins a comparison.</summary>
    public const int None = int.MaxValue;

    private readonly ulong[] _entries;
    private readonly int _shift;

    /// <param name="merges">The i-th pair makes token <paramref name="firstMerged"/> + i.</param>
    /// <param name="firstMerged">The first merged token.</param>
    public PairTable(IReadOnlyList<(ushort Left, ushort Right)> merges, int firstMerged)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, merges.Count * 4));
        _entries = new ulong[size];
        _shift = 32 - BitOperations.Log2((uint)size);
        for (int index = 0; index < merges.Count; index++)
        {
            uint pair = Key(merges[index].Left, merges[index].Right);
            int slot = SlotOf(pair);
            while (_entries[slot] != 0) slot = (slot + 1) & (size - 1);
            _entries[slot] = ((ulong)pair << 32) | (uint)(firstMerged + index);
        }
    }

    /// <summary>The merged token, which is also the merge's rank: smaller ones come first; or <see cref="None"/>.</summary>
    public int Find(int left, int right)
    {
        uint pair = Key(left, right);
        for (int slot = SlotOf(pair); ; slot = (slot + 1) & (_entries.Length - 1))
        {
            ulong entry = _entries[slot];
            if (entry == 0) return None;
            if ((uint)(entry >> 32) == pair) return (int)(uint)entry;
        }
    }

    private static uint Key(int left, int right) => ((uint)left << 16) | (uint)right;

    private int SlotOf(uint pair) => (int)((pair * 0x9E3779B1u) >> _shift);
}
