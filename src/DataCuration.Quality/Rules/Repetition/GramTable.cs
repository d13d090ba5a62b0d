using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>
/// Numbers distinct 64-bit keys from 0 in order of arrival and counts them. Reused between documents without clearing: each use has its
/// own generation, and a short document after a long one uses only the front of the table, which stays in cache. Single-threaded.
/// </summary>
internal sealed class GramTable
{
    private Slot[] _slots = new Slot[1024];
    private int[] _counts = new int[512];
    private int _mask;
    private int _generation;
    private int _count;

    /// <summary>How often each key was added, by its number.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, _count);

    /// <summary>Empties the table and makes room for so many keys at a load of at most one half.</summary>
    public void Reset(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, capacity * 2L));
        if (size > _slots.Length || _generation == int.MaxValue)
        {
            _slots = new Slot[size];
            _counts = new int[size / 2];
            _generation = 0;
        }

        _mask = size - 1;
        _generation++;
        _count = 0;
    }

    /// <summary>Adds a key and returns its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        Slot[] slots = _slots;
        ulong hash = key * 0x9E3779B97F4A7C15;
        int slot = (int)(hash >> 32) & _mask;
        while (true)
        {
            ref Slot found = ref slots[slot];
            if (found.Generation != _generation)
            {
                found = new Slot { Key = key, Generation = _generation, Number = _count };
                _counts[_count] = 1;
                return _count++;
            }

            if (found.Key == key)
            {
                _counts[found.Number]++;
                return found.Number;
            }

            slot = (slot + 1) & _mask;
        }
    }

    private struct Slot
    {
        public ulong Key;
        public int Generation;
        public int Number;
    }
}
