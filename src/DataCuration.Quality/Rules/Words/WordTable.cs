using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// Numbers the distinct words of one text from 0 in order of arrival and counts them. A word of at most 16 bytes is two numbers, zeros after its
/// end, so that hashing and comparing it takes no loop and no branch on its length; the rest of a longer one is compared in the text, at its
/// first occurrence. A slot is 8 bytes, part of the hash and the word's number, so the table of a page of text stays in the first cache.
/// No word may hold a zero byte. Reuses its memory; single-threaded.
/// </summary>
internal sealed class WordTable
{
    private const int KeyBytes = 16;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const ulong SecondMultiplier = 0xD6E8FEB86659FD93;

    /// <summary>16 bytes from 16 - n on keep the first n bytes of a vector.</summary>
    private static ReadOnlySpan<byte> Keep =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private Slot[] _slots = new Slot[1024];
    private Entry[] _entries = new Entry[512];
    private int _mask;
    private int _shift;

    /// <summary>Number of distinct words.</summary>
    public int Count { get; private set; }

    /// <summary>Empties the table for a text.</summary>
    public void Reset(int textLength)
    {
        // About one distinct word in 18 bytes of prose; more make it grow.
        SetSize((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(256, textLength / 6)));
        Count = 0;
    }

    /// <summary>Counts a word and returns its number, which is <see cref="Count"/> before the call when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ReadOnlySpan<byte> text, int start, int length)
    {
        Vector128<ulong> key = Key(text, start, length);
        (ulong first, ulong second) = (key.ToScalar(), key.GetElement(1));
        ulong hash = (first ^ BitOperations.RotateLeft(second * SecondMultiplier, 32)) * Multiplier;
        if (length > KeyBytes)
        {
            hash = HashRest(text.Slice(start + KeyBytes, length - KeyBytes), hash);
        }

        Slot[] slots = _slots;
        uint tag = Tag(hash);
        for (int slot = (int)(hash >> _shift); ; slot = (slot + 1) & _mask)
        {
            Slot found = slots[slot];
            if (found.Tag == tag)
            {
                ref Entry entry = ref _entries[found.Number];
                if (entry.First == first && entry.Second == second && (length < KeyBytes || IsSameRest(text, entry, start, length)))
                {
                    entry.Count++;
                    return found.Number;
                }
            }
            else if (found.Tag == 0)
            {
                return Insert(slot, new Entry { First = first, Second = second, Hash = hash, Start = start, Length = length, Count = 1 });
            }
        }
    }

    /// <summary>Where a word first occurred, its bytes, and how often it occurred.</summary>
    public (int Start, int Length, int Count) this[int number] => (_entries[number].Start, _entries[number].Length, _entries[number].Count);

    /// <summary>The first 8 bytes of a word, zeros after a shorter one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Head(ReadOnlySpan<byte> text, int start, int length)
    {
        if (start + 8 <= text.Length)
        {
            ulong head = BinaryPrimitives.ReadUInt64LittleEndian(text[start..]);
            return length >= 8 ? head : head & ((1UL << (8 * length)) - 1);
        }

        ulong slow = 0;
        for (int i = Math.Min(length, 8) - 1; i >= 0; i--)
        {
            slow = (slow << 8) | text[start + i];
        }

        return slow;
    }

    /// <summary>The first 16 bytes of a word, zeros after a shorter one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Key(ReadOnlySpan<byte> text, int start, int length)
    {
        int kept = Math.Min(length, KeyBytes);
        if (start + KeyBytes > text.Length)
        {
            return KeyAtEnd(text.Slice(start, kept));
        }

        Vector128<byte> bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)start);
        return (bytes & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Keep), (nuint)(KeyBytes - kept))).AsUInt64();
    }

    private static Vector128<ulong> KeyAtEnd(ReadOnlySpan<byte> word)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        bytes.Clear();
        word.CopyTo(bytes);
        return Vector128.Create<byte>(bytes).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Tag(ulong hash) => (uint)(hash >> 16) | 1;

    private static ulong HashRest(ReadOnlySpan<byte> rest, ulong hash)
    {
        for (int i = 0; i < rest.Length; i += 8)
        {
            hash = (BitOperations.RotateLeft(hash, 29) ^ Head(rest, i, rest.Length - i)) * Multiplier;
        }

        return hash;
    }

    private static bool IsSameRest(ReadOnlySpan<byte> text, in Entry entry, int start, int length) =>
        entry.Length == length
        && text.Slice(entry.Start + KeyBytes, length - KeyBytes).SequenceEqual(text.Slice(start + KeyBytes, length - KeyBytes));

    private int Insert(int slot, Entry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * Count);
        }

        _entries[Count] = entry;
        _slots[slot] = new Slot { Tag = Tag(entry.Hash), Number = Count };
        Count++;
        if (2 * Count > _mask)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Grow()
    {
        SetSize(2 * (_mask + 1));
        for (int number = 0; number < Count; number++)
        {
            ulong hash = _entries[number].Hash;
            int slot = (int)(hash >> _shift);
            while (_slots[slot].Tag != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = new Slot { Tag = Tag(hash), Number = number };
        }
    }

    private void SetSize(int size)
    {
        if (size > _slots.Length)
        {
            _slots = new Slot[size];
        }
        else
        {
            _slots.AsSpan(0, size).Clear();
        }

        _mask = size - 1;
        _shift = 64 - BitOperations.Log2((uint)size);
    }

    private struct Slot
    {
        public uint Tag;
        public int Number;
    }

    private struct Entry
    {
        public ulong First;
        public ulong Second;
        public ulong Hash;
        public int Start;
        public int Length;
        public int Count;
    }
}
