using System.Numerics;

namespace DataCuration.Quality.FastText;

/// <summary>The words, the labels and, in a pruned model, which hashed n-grams still have a row.</summary>
internal sealed class FastTextDictionary
{
    private const uint HashOffset = 2166136261;
    private const uint HashPrime = 16777619;
    private const int Absent = -1;

    private readonly byte[][] _words;
    private readonly int[] _slots;
    private readonly KeptBuckets? _keptBuckets;

    /// <param name="words">The words in the order of their rows.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="labelCounts">How often each label was seen.</param>
    /// <param name="keptBuckets">Bucket to row behind the words; null when nothing was pruned.</param>
    public FastTextDictionary(byte[][] words, string[] labels, long[] labelCounts, KeptBuckets? keptBuckets)
    {
        _words = words;
        Labels = labels;
        LabelCounts = labelCounts;
        _keptBuckets = keptBuckets;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, words.Length * 2L))];
        for (int i = 0; i < words.Length; i++)
        {
            int slot = Slot(Hash(words[i]));
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    public int WordCount => _words.Length;

    public string[] Labels { get; }

    public long[] LabelCounts { get; }

    public bool IsPruned => _keptBuckets is not null;

    /// <summary>FNV-1a as fastText has it: each byte is taken as signed.</summary>
    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = HashOffset;
        foreach (byte value in bytes)
        {
            hash = Extend(hash, value);
        }

        return hash;
    }

    /// <summary>The hash of a string that is one byte longer.</summary>
    public static uint Extend(uint hash, byte value) => (hash ^ (uint)(sbyte)value) * HashPrime;

    /// <summary>The hash of an empty string.</summary>
    public static uint EmptyHash => HashOffset;

    /// <summary>The word's row, or -1.</summary>
    public int Find(ReadOnlySpan<byte> word, uint hash)
    {
        for (int slot = Slot(hash); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int index = _slots[slot] - 1;
            if (word.SequenceEqual(_words[index]))
            {
                return index;
            }
        }

        return Absent;
    }

    /// <summary>The row of a hashed n-gram; false when pruning took it.</summary>
    public bool TryGetRow(int bucket, out int row)
    {
        row = bucket;
        if (_keptBuckets is not null && !_keptBuckets.TryGetRow(bucket, out row))
        {
            return false;
        }

        row += _words.Length;
        return bucket >= 0;
    }

    private int Slot(uint hash) => (int)((hash * 0x9E3779B1u) >> 7) & (_slots.Length - 1);
}
