using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// Numbers distinct byte strings from 0 in order of arrival: open addressing, the bytes in one arena, equality checked byte by byte.
/// Grows; single-threaded.
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
        ulong hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        while (bytes.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0xD6E8FEB86659FD93;
            hash ^= hash >> 32;
            bytes = bytes[8..];
        }

        ulong tail = bytes.Length >= 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) << 32)
            : bytes.IsEmpty ? 0 : bytes[0] | ((ulong)bytes[bytes.Length >> 1] << 8) | ((ulong)bytes[^1] << 16);
        hash = (hash ^ tail) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 32);
    }

    /// <summary>The number of a string, -1 when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> bytes, ulong hash)
    {
        Slot[] slots = _slots;
        uint tag = (uint)(hash >> 32) | 1;
        int mask = slots.Length - 1;
        for (int slot = (int)hash & mask; slots[slot].Tag != 0; slot = (slot + 1) & mask)
        {
            if (slots[slot].Tag == tag)
            {
                ref Entry entry = ref _entries[slots[slot].Index];
                if (entry.Length == bytes.Length && _arena.AsSpan(entry.Start, entry.Length).SequenceEqual(bytes))
                {
                    return slots[slot].Index;
                }
            }
        }

        return -1;
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
        Place(hash, Count);
        return Count++;
    }

    private void Place(ulong hash, int index)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot].Tag != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = new Slot { Tag = (uint)(hash >> 32) | 1, Index = index };
    }

    private void Grow()
    {
        _slots = new Slot[_slots.Length * 2];
        Array.Resize(ref _entries, _slots.Length / 2);
        for (int i = 0; i < Count; i++)
        {
            Place(_entries[i].Hash, i);
        }
    }

    private struct Slot
    {
        public uint Tag;
        public int Index;
    }

    private struct Entry
    {
        public int Start;
        public int Length;
        public ulong Hash;
    }
}
