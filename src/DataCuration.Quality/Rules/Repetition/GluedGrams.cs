// Duplicated n-grams as datatrove 0.10 counts them (gopher_repetition_filter.py, find_all_duplicate): the words of an n-gram are joined
// without spaces, so "a bc" and "ab c" are the same 2-gram; scan left to right, skip past an n-gram that was seen and add its length.
// An n-gram is a byte range of the glued text. Its hash is the difference of a polynomial prefix hash modulo 2^64, which is computed a
// word at a time from the words' own hashes; equal hashes are confirmed byte by byte, so the counts are exact.
// Two equal n-grams of 16 bytes or more begin with the same 16 bytes. So one look-up a word finds the places whose first 16 bytes occur at
// another word too (about one in twelve in prose) or whose 5-gram is shorter, and only those are looked up for each n.
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Repetition;

/// <summary>Counts duplicated n-grams of glued words. Reuses its memory; single-threaded.</summary>
internal sealed class GluedGrams
{
    private const int WindowBytes = 16;
    private const int ShortestN = 5;

    private static readonly ulong[] Powers = PowersOf(Vocabulary.HashBase, 1024);

    private readonly GramTable _windows = new();
    private ulong[] _prefix = new ulong[1024];
    private int[] _window = new int[1024];
    private int[] _candidates = new int[1024];
    private int _candidateCount;
    private Slot[] _slots = new Slot[1024];
    private int _generation;

    /// <summary>Hashes the words; call before <see cref="DuplicatedCodePoints"/>.</summary>
    public void Prepare(DocumentWords words)
    {
        if (_prefix.Length < words.Count + 1)
        {
            _prefix = new ulong[BitOperations.RoundUpToPowerOf2((uint)words.Count + 1)];
            _window = new int[_prefix.Length];
            _candidates = new int[_prefix.Length];
        }

        ReadOnlySpan<Word> known = words.Known;
        ulong sum = 0;
        for (int i = 0; i < words.Count; i++)
        {
            _prefix[i] = sum;
            ref readonly Word word = ref known[words.Id(i)];
            sum = (sum * Power(word.Length)) + word.Hash;
        }

        _prefix[words.Count] = sum;
        FindCandidates(words);
    }

    private void FindCandidates(DocumentWords words)
    {
        const int IsShort = -1;
        ReadOnlySpan<byte> glued = words.Glued;
        ReadOnlySpan<int> starts = words.GluedStarts;
        int grams = words.Count - ShortestN + 1;
        _windows.Reset(Math.Max(0, grams));
        for (int i = 0; i < grams; i++)
        {
            int start = starts[i];
            if (starts[i + ShortestN] - start < WindowBytes)
            {
                _window[i] = IsShort;
                continue;
            }

            // A collision makes a candidate more, never one less.
            ulong first = BinaryPrimitives.ReadUInt64LittleEndian(glued[start..]);
            ulong second = BinaryPrimitives.ReadUInt64LittleEndian(glued[(start + 8)..]);
            _window[i] = _windows.Add((first * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(second * 0xD6E8FEB86659FD93, 31));
        }

        ReadOnlySpan<int> counts = _windows.Counts;
        _candidateCount = 0;
        for (int i = 0; i < grams; i++)
        {
            if (_window[i] == IsShort || counts[_window[i]] > 1)
            {
                _candidates[_candidateCount++] = i;
            }
        }
    }

    /// <summary>Code points of n-grams already seen, counted greedily from left to right without overlap; n of 5 or more.</summary>
    public long DuplicatedCodePoints(DocumentWords words, int n)
    {
        int grams = words.Count - n + 1;
        if (grams <= 0)
        {
            return 0;
        }

        int mask = Reset(_candidateCount);
        ReadOnlySpan<byte> glued = words.Glued;
        ReadOnlySpan<int> starts = words.GluedStarts;
        ReadOnlySpan<int> before = words.CodePointsBefore;
        ulong[] prefix = _prefix;
        long repeated = 0;
        int next = 0;
        foreach (int i in _candidates.AsSpan(0, _candidateCount))
        {
            if (i < next || i >= grams)
            {
                continue;
            }

            int length = starts[i + n] - starts[i];
            ulong hash = (prefix[i + n] - (prefix[i] * Power(length))) * 0xD6E8FEB86659FD93;
            if (Add(glued, starts[i], length, hash ^ (hash >> 32), mask))
            {
                repeated += before[i + n] - before[i];
                next = i + n;
            }
        }

        return repeated;
    }

    private int Reset(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, capacity * 2L));
        if (size > _slots.Length || _generation == int.MaxValue)
        {
            _slots = new Slot[size];
            _generation = 0;
        }

        _generation++;
        return size - 1;
    }

    /// <summary>Adds a range; true when its bytes were there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Add(ReadOnlySpan<byte> glued, int start, int length, ulong hash, int mask)
    {
        Slot[] slots = _slots;
        uint tag = (uint)(hash >> 32);
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            ref Slot found = ref slots[slot];
            if (found.Generation != _generation)
            {
                found = new Slot { Tag = tag, Start = start, Length = length, Generation = _generation };
                return false;
            }

            if (found.Tag == tag && found.Length == length && glued.Slice(found.Start, length).SequenceEqual(glued.Slice(start, length)))
            {
                return true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Power(int exponent) => exponent < Powers.Length ? Powers[exponent] : LargePower(exponent);

    private static ulong LargePower(int exponent)
    {
        ulong power = 1;
        ulong square = Vocabulary.HashBase;
        for (; exponent > 0; exponent >>= 1)
        {
            power *= (exponent & 1) != 0 ? square : 1;
            square *= square;
        }

        return power;
    }

    private static ulong[] PowersOf(ulong number, int count)
    {
        ulong[] powers = new ulong[count];
        powers[0] = 1;
        for (int i = 1; i < count; i++)
        {
            powers[i] = powers[i - 1] * number;
        }

        return powers;
    }

    private struct Slot
    {
        public uint Tag;
        public int Start;
        public int Length;
        public int Generation;
    }
}
