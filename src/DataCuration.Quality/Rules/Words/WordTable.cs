using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// Numbers the distinct words of one text from 0 in order of arrival and counts them. The words' bytes are those of the text at their first
/// occurrence, so nothing is copied; a slot is 16 bytes with the first 8 bytes of its word, so the table of a page of text stays in the first
/// two caches and most look-ups touch one line of it. No word may hold a zero byte. Reuses its memory; single-threaded.
/// </summary>
internal sealed class WordTable
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private Slot[] _slots = new Slot[1024];
    private Entry[] _entries = new Entry[512];
    private int[] _counts = new int[512];
    private int _mask;
    private int _shift;
    private int _generation;

    /// <summary>Number of distinct words.</summary>
    public int Count { get; private set; }

    /// <summary>Empties the table for a text.</summary>
    public void Reset(int textLength)
    {
        // About one distinct word in 18 bytes of prose; more make it grow.
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(256, textLength / 9));
        if (size > _slots.Length || _generation == int.MaxValue)
        {
            _slots = new Slot[Math.Max(size, _slots.Length)];
            _generation = 0;
        }

        SetSize(size);
        Count = 0;
    }

    /// <summary>Counts a word and returns its number, which is <see cref="Count"/> before the call when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ReadOnlySpan<byte> text, int start, int length)
    {
        ulong head = Head(text, start, length);
        ulong hash = length <= 8 ? head * Multiplier : Hash(text.Slice(start, length), head);
        Slot[] slots = _slots;
        for (int slot = (int)(hash >> _shift); ; slot = (slot + 1) & _mask)
        {
            ref Slot found = ref slots[slot];
            if (found.Generation != _generation)
            {
                return Insert(slot, head, hash, start, length);
            }

            if (found.Head == head && (length < 8 || IsSame(text, found.Number, start, length)))
            {
                int number = found.Number;
                _counts[number]++;
                return number;
            }
        }
    }

    /// <summary>How often a word occurred.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CountOf(int number) => _counts[number];

    /// <summary>The first 8 bytes of a word, zeros after a shorter one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Head(ReadOnlySpan<byte> text, int start, int length)
    {
        if (start + 8 <= text.Length)
        {
            ulong head = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start));
            head = BitConverter.IsLittleEndian ? head : BinaryPrimitives.ReverseEndianness(head);
            return length >= 8 ? head : head & ((1UL << (8 * length)) - 1);
        }

        ulong slow = 0;
        for (int i = Math.Min(length, 8) - 1; i >= 0; i--)
        {
            slow = (slow << 8) | text[start + i];
        }

        return slow;
    }

    private static ulong Hash(ReadOnlySpan<byte> word, ulong head)
    {
        ulong hash = (head ^ (ulong)word.Length) * Multiplier;
        for (int i = 8; i < word.Length; i += 8)
        {
            // The last eight bytes overlap the ones before.
            hash = (BitOperations.RotateLeft(hash, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(word[Math.Min(i, word.Length - 8)..])) * Multiplier;
        }

        return hash;
    }

    private bool IsSame(ReadOnlySpan<byte> text, int number, int start, int length)
    {
        Entry entry = _entries[number];
        return entry.Length == length && text.Slice(entry.Start + 8, length - 8).SequenceEqual(text.Slice(start + 8, length - 8));
    }

    private int Insert(int slot, ulong head, ulong hash, int start, int length)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * Count);
            Array.Resize(ref _counts, 2 * Count);
        }

        _entries[Count] = new Entry { Head = head, Hash = hash, Start = start, Length = length };
        _counts[Count] = 1;
        _slots[slot] = new Slot { Head = head, Number = Count, Generation = _generation };
        Count++;
        if (2 * Count > _mask)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Grow()
    {
        int size = 2 * (_mask + 1);
        if (size > _slots.Length)
        {
            _slots = new Slot[size];
            _generation = 0;
        }

        SetSize(size);
        for (int number = 0; number < Count; number++)
        {
            int slot = (int)(_entries[number].Hash >> _shift);
            while (_slots[slot].Generation == _generation)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = new Slot { Head = _entries[number].Head, Number = number, Generation = _generation };
        }
    }

    private void SetSize(int size)
    {
        _mask = size - 1;
        _shift = 64 - BitOperations.Log2((uint)size);
        _generation++;
    }

    private struct Slot
    {
        public ulong Head;
        public int Number;
        public int Generation;
    }

    private struct Entry
    {
        public ulong Head;
        public ulong Hash;
        public int Start;
        public int Length;
    }
}
