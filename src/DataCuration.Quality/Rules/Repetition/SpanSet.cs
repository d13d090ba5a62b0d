using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>
/// A set of byte ranges of one buffer with counts, open addressing, reused between documents without clearing (each use has its
/// own generation). Equal hashes are confirmed byte by byte, so the counts are exact. Single-threaded.
/// </summary>
internal sealed class SpanSet
{
    private Entry[] _entries = new Entry[1024];
    private int _mask = 1023;
    private int _generation;

    /// <summary>Empties the set and makes room for <paramref name="capacity"/> ranges at a load of at most one half.</summary>
    public void Reset(int capacity)
    {
        int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, capacity * 2L));
        if (size > _entries.Length || _generation == int.MaxValue)
        {
            _entries = new Entry[size];
            _generation = 0;
        }

        // A short document after a long one uses only the front of the table, which stays in cache.
        _mask = size - 1;
        _generation++;
    }

    /// <summary>Adds a range and returns how often its bytes have been added before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ReadOnlySpan<byte> buffer, int start, int length, ulong hash)
    {
        Entry[] entries = _entries;
        int slot = (int)(hash >> 32) & _mask;
        while (true)
        {
            ref Entry entry = ref entries[slot];
            if (entry.Generation != _generation)
            {
                entry = new Entry { Hash = hash, Start = start, Length = length, Count = 1, Generation = _generation };
                return 0;
            }

            if (entry.Hash == hash && entry.Length == length
                && buffer.Slice(entry.Start, length).SequenceEqual(buffer.Slice(start, length)))
            {
                return entry.Count++;
            }

            slot = (slot + 1) & _mask;
        }
    }

    private struct Entry
    {
        public ulong Hash;
        public int Start;
        public int Length;
        public int Count;
        public int Generation;
    }
}
