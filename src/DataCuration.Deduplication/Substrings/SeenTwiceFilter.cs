using System.Numerics;

namespace DataCuration.Deduplication.Substrings;

/// <summary>
/// Two bitmaps over hashed keys: seen, and seen again. Every key that was counted twice is <see cref="IsRepeated"/>; of those counted once, about as many as
/// there are keys a bit. What it says depends on the multiset of keys only, not on their order or on threads. Thread-safe.
/// </summary>
internal sealed class SeenTwiceFilter
{
    private const int MinBits = 20;
    private const int MaxBits = 36;

    private readonly ulong[] _seen;
    private readonly ulong[] _again;
    private readonly int _shift;

    /// <summary>A filter.</summary>
    /// <param name="keys">Keys to expect; eight bits for each, as far as the memory goes.</param>
    /// <param name="memoryBytes">For both bitmaps.</param>
    public SeenTwiceFilter(long keys, long memoryBytes)
    {
        int wanted = 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(1, keys) * 8);
        int allowed = 63 - BitOperations.LeadingZeroCount((ulong)Math.Max(1, memoryBytes) * 4);
        int bits = Math.Clamp(Math.Min(wanted, allowed), MinBits, MaxBits);
        _shift = 64 - bits;
        _seen = new ulong[1L << (bits - 6)];
        _again = new ulong[1L << (bits - 6)];
    }

    /// <summary>Counts a key.</summary>
    public void Count(ulong key)
    {
        ulong slot = Slot(key);
        ulong bit = 1UL << (int)(slot & 63);
        ref ulong word = ref _seen[slot >> 6];
        if ((Volatile.Read(ref word) & bit) != 0 || (Interlocked.Or(ref word, bit) & bit) != 0)
        {
            ref ulong again = ref _again[slot >> 6];
            if ((Volatile.Read(ref again) & bit) == 0)
            {
                Interlocked.Or(ref again, bit);
            }
        }
    }

    /// <summary>False when the key was counted once at most.</summary>
    public bool IsRepeated(ulong key)
    {
        ulong slot = Slot(key);
        return (_again[slot >> 6] & (1UL << (int)(slot & 63))) != 0;
    }

    private ulong Slot(ulong key) => (key * 0x9E37_79B9_7F4A_7C15) >> _shift;
}
