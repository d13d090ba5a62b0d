// The file: header, then for each order a codebook of 4,096 probabilities and one of 4,096 backoffs, then for each order a hash table of 8-byte entries (40 bits of the n-gram's hash, 12 bits of each
// code; linear probing, at most four fifths full). An n-gram is the chain of its words' hashes from the last to the first, so neither vocabulary nor words are stored, and a lookup touches one cache line.
// With 40 bits beside the place in the table, one lookup in about 10^11 takes a foreign n-gram for its own.
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Perplexity;

/// <summary>Writes models and knows their layout.</summary>
internal static class KneserNeyFile
{
    public const int CodeBits = 12;
    public const int Codes = 1 << CodeBits;
    public const int FixedHeaderBytes = 24;
    public const int OrderHeaderBytes = 16;
    public const int FormatVersion = 1;

    /// <summary>The hash of the beginning of a sentence, and of its end.</summary>
    public const ulong SentenceBegin = 0x3C733E3C733E3C73;
    public const ulong SentenceEnd = 0x3C2F733E3C2F733E;

    public static ReadOnlySpan<byte> Magic => "DCKN"u8;

    public static int HeaderBytes(int order) => FixedHeaderBytes + (order * OrderHeaderBytes) + (order * 2 * Codes * sizeof(float)) + sizeof(ulong);

    /// <summary>The hash of an n-gram that is one word longer to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Chain(ulong shorter, ulong word)
    {
        ulong x = (shorter ^ word) * 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9;
        return x ^ (x >> 32);
    }

    /// <summary>Where an n-gram's entry is looked for first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Slot(ulong hash, ulong capacity) => Math.BigMul(hash, capacity, out _);

    /// <summary>The part of the hash that an entry keeps; never 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Tag(ulong hash) => (hash & 0xFF_FFFF_FFFF) | 1;

    public static void Write(Stream output, NGramLevel[] levels, int[] thresholds, float logUnknown, Func<uint, ulong> hashOfNumber)
    {
        int order = levels.Length;
        byte[] header = new byte[HeaderBytes(order)];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), order);
        BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(12), logUnknown);
        ulong[][] tables = new ulong[order][];
        Span<byte> codebooks = header.AsSpan(FixedHeaderBytes + (order * OrderHeaderBytes));
        for (int n = 1; n <= order; n++)
        {
            NGramLevel level = levels[n - 1];
            int[] kept = [.. Enumerable.Range(0, level.Keys.Length).Where(i => level.IsWhole(i) && level.RawCounts[i] > thresholds[n - 1])];
            Codebook probabilities = new(Array.ConvertAll(kept, i => level.LogProbabilities[i]), hasZero: false);
            Codebook backoffs = new([.. kept.Select(i => level.LogBackoffs[i]).Where(backoff => backoff != 0)], hasZero: true);
            tables[n - 1] = Fill(level, kept, probabilities, backoffs, hashOfNumber);
            Span<byte> place = header.AsSpan(FixedHeaderBytes + ((n - 1) * OrderHeaderBytes));
            BinaryPrimitives.WriteInt64LittleEndian(place, kept.Length);
            BinaryPrimitives.WriteInt64LittleEndian(place[8..], tables[n - 1].Length);
            probabilities.CopyTo(codebooks[((n - 1) * 2 * Codes * sizeof(float))..]);
            backoffs.CopyTo(codebooks[((((n - 1) * 2) + 1) * Codes * sizeof(float))..]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(header.Length - sizeof(ulong)), XxHash3.HashToUInt64(header.AsSpan(0, header.Length - sizeof(ulong))));
        output.Write(header);
        foreach (ulong[] table in tables)
        {
            WriteTable(output, table);
        }
    }

    private static ulong[] Fill(NGramLevel level, int[] kept, Codebook probabilities, Codebook backoffs, Func<uint, ulong> hashOfNumber)
    {
        ulong[] table = new ulong[(kept.Length * 5L / 4) + 2];
        foreach (int i in kept)
        {
            ulong hash = 0;
            for (int word = level.Order - 1; word >= 0; word--)
            {
                hash = Chain(hash, hashOfNumber((uint)(level.Keys[i] >> (word * NGramLevel.WordBits)) & 0xFFFFFF));
            }

            ulong entry = (Tag(hash) << (2 * CodeBits)) | ((ulong)probabilities.CodeOf(level.LogProbabilities[i]) << CodeBits) | (uint)backoffs.CodeOf(level.LogBackoffs[i]);
            ulong slot = Slot(hash, (ulong)table.Length);
            while (table[slot] != 0)
            {
                slot = slot + 1 == (ulong)table.Length ? 0 : slot + 1;
            }

            table[slot] = entry;
        }

        return table;
    }

    private static void WriteTable(Stream output, ulong[] table)
    {
        const int Chunk = 1 << 16;
        byte[] bytes = new byte[Chunk * sizeof(ulong)];
        for (int start = 0; start < table.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, table.Length - start);
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), table[start + i]);
            }

            output.Write(bytes, 0, count * sizeof(ulong));
        }
    }

    // Bins of equal population, each standing for the mean of its values; exact when there are no more different values than codes. Code 0 stands for 0 when asked.
    private sealed class Codebook
    {
        private readonly float[] _values;
        private readonly bool _hasZero;

        public Codebook(float[] values, bool hasZero)
        {
            _hasZero = hasZero;
            Array.Sort(values);
            int bins = Codes - (hasZero ? 1 : 0);
            float[] distinct = [.. values.Distinct().Take(bins + 1)];
            _values = distinct.Length <= bins ? distinct : Means(values, bins);
        }

        public int CodeOf(float value)
        {
            if (_hasZero && value == 0)
            {
                return 0;
            }

            int index = Array.BinarySearch(_values, value);
            if (index < 0)
            {
                index = ~index;
                bool isBelowNearer = index == _values.Length || (index > 0 && value - _values[index - 1] < _values[index] - value);
                index -= isBelowNearer ? 1 : 0;
            }

            return index + (_hasZero ? 1 : 0);
        }

        public void CopyTo(Span<byte> bytes)
        {
            for (int i = 0; i < _values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes[((i + (_hasZero ? 1 : 0)) * sizeof(float))..], _values[i]);
            }
        }

        private static float[] Means(float[] sorted, int bins)
        {
            float[] means = new float[bins];
            for (int bin = 0; bin < bins; bin++)
            {
                int start = (int)((long)bin * sorted.Length / bins);
                int end = (int)((bin + 1L) * sorted.Length / bins);
                double sum = 0;
                for (int i = start; i < end; i++)
                {
                    sum += sorted[i];
                }

                means[bin] = (float)(sum / (end - start));
            }

            return means;
        }
    }
}
