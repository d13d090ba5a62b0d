using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>
/// Numbers distinct 64-bit keys from 0 in order of arrival and counts them. A slot is 8 bytes, part of the hash and the key's number, so that
/// the table of a page of text stays in the first two caches; a document uses and clears only as much of it as it needs. Single-threaded.
/// </summary>
internal sealed class GramTable
{
    private Slot[] _slots = new Slot[1024];
    private ulong[] _keys = new ulong[512];
    private int[] _counts = new int[512];
    private int _shift;
    private int _count;

    /// <summary>How often each key was added, by its number.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, _count);

    /// <summary>Empties the table and makes room for so many keys at a load of at most one half.</summary>
    public void Reset(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, capacity * 2L));
        if (size > _slots.Length)
        {
            _slots = new Slot[size];
            _keys = new ulong[size / 2];
            _counts = new int[size / 2];
        }

        _slots.AsSpan(0, size).Clear();
        _shift = 64 - BitOperations.Log2((uint)size);
        _count = 0;
    }

    /// <summary>Adds a key and returns its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        Slot[] slots = _slots;
        ulong hash = key * 0x9E3779B97F4A7C15;
        int slot = (int)(hash >> _shift);
        int mask = (int)(ulong.MaxValue >> _shift);
        uint tag = (uint)hash | 1;
        while (true)
        {
            ref Slot found = ref slots[slot];
            if (found.Tag == 0)
            {
                int number = _count++;
                found = new Slot { Tag = tag, Number = number };
                _keys[number] = key;
                _counts[number] = 1;
                return number;
            }

            if (found.Tag == tag && _keys[found.Number] == key)
            {
                _counts[found.Number]++;
                return found.Number;
            }

            slot = (slot + 1) & mask;
        }
    }

    private struct Slot
    {
        public uint Tag;
        public int Number;
    }
}
