using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// Numbers distinct byte strings from 0 in order of arrival: open addressing, the bytes in one arena, equality checked byte by byte. A slot
/// holds the first 8 bytes, so most look-ups touch one cache line. No string may be empty. Grows; single-threaded.
/// </summary>
internal sealed class ByteTable
{
    private Slot[] _slots = new Slot[1024];
    private Entry[] _entries = new Entry[512];
    private byte[] _arena = new byte[8192];
    private int _arenaLength;

    /// <summary>Number of distinct strings.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all strings.</summary>
    public int ArenaLength => _arenaLength;

    /// <summary>The bytes of string <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> this[int index] => _arena.AsSpan(_entries[index].Start, _entries[index].Length);

    /// <summary>A 64-bit hash of a short string; every byte counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (Head(bytes) ^ ((ulong)bytes.Length * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
        return bytes.Length <= 8 ? hash * 0xD6E8FEB86659FD93 : HashRest(bytes, hash);
    }

    /// <summary>The number of a string, -1 when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> bytes, ulong hash)
    {
        Slot[] slots = _slots;
        ulong head = Head(bytes);
        int mask = slots.Length - 1;
        for (int slot = (int)(hash >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            ref Slot found = ref slots[slot];
            if (found.Length == 0)
            {
                return -1;
            }

            if (found.Head == head && found.Length == bytes.Length
                && (bytes.Length <= 8 || _arena.AsSpan(found.Start + 8, bytes.Length - 8).SequenceEqual(bytes[8..])))
            {
                return found.Index;
            }
        }
    }

    /// <summary>Adds a string that <see cref="Find"/> did not find and returns its number.</summary>
    public int Add(ReadOnlySpan<byte> bytes, ulong hash)
    {
        if (2 * (Count + 1) > _slots.Length)
        {
            Grow();
        }

        if (_arenaLength + bytes.Length > _arena.Length)
        {
            Array.Resize(ref _arena, (int)BitOperations.RoundUpToPowerOf2((uint)(_arenaLength + bytes.Length)));
        }

        bytes.CopyTo(_arena.AsSpan(_arenaLength));
        _entries[Count] = new Entry { Start = _arenaLength, Length = bytes.Length, Hash = hash };
        _arenaLength += bytes.Length;
        Place(Count);
        return Count++;
    }

    /// <summary>The first 8 bytes; for a shorter string all of them, in an order that the length determines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Head(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        if (length >= 8)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        return length >= 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - 4)..]) << 32)
            : length == 0 ? 0 : bytes[0] | ((ulong)bytes[length >> 1] << 8) | ((ulong)bytes[length - 1] << 16);
    }

    private static ulong HashRest(ReadOnlySpan<byte> bytes, ulong hash)
    {
        for (int i = 8; i < bytes.Length; i += 8)
        {
            // The last eight bytes overlap the ones before.
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[Math.Min(i, bytes.Length - 8)..])) * 0xD6E8FEB86659FD93;
            hash ^= hash >> 32;
        }

        return hash * 0xD6E8FEB86659FD93;
    }

    private void Place(int index)
    {
        Entry entry = _entries[index];
        int mask = _slots.Length - 1;
        int slot = (int)(entry.Hash >> 32) & mask;
        while (_slots[slot].Length != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = new Slot { Head = Head(this[index]), Length = entry.Length, Start = entry.Start, Index = index };
    }

    private void Grow()
    {
        _slots = new Slot[_slots.Length * 2];
        Array.Resize(ref _entries, _slots.Length / 2);
        for (int i = 0; i < Count; i++)
        {
            Place(i);
        }
    }

    private struct Slot
    {
        public ulong Head;
        public int Length;
        public int Start;
        public int Index;
    }

    private struct Entry
    {
        public int Start;
        public int Length;
        public ulong Hash;
    }
}
