using System.Numerics;

namespace DataCuration.Quality.FastText;

/// <summary>Which hashed n-grams of a pruned model still have a row: an open-addressing table, one cache line a look-up. Immutable.</summary>
internal sealed class KeptBuckets
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // The bucket + 1 in the upper half, its row in the lower; 0 is an empty slot.
    private readonly ulong[] _slots;
    private readonly int _shift;

    public KeptBuckets(IReadOnlyDictionary<int, int> rows)
    {
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, rows.Count * 2L))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        foreach ((int bucket, int row) in rows)
        {
            int slot = Slot((uint)bucket);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = (((ulong)(uint)bucket + 1) << 32) | (uint)row;
        }
    }

    public bool TryGetRow(int bucket, out int row)
    {
        ulong[] slots = _slots;
        for (int slot = Slot((uint)bucket); ; slot = (slot + 1) & (slots.Length - 1))
        {
            ulong entry = slots[slot];
            if (entry >> 32 == (ulong)(uint)bucket + 1)
            {
                row = (int)(uint)entry;
                return true;
            }

            if (entry == 0)
            {
                row = 0;
                return false;
            }
        }
    }

    private int Slot(uint bucket) => (int)((bucket * Multiplier) >> _shift);
}
