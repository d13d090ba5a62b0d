// Bag of hashed word n-grams (the hashing trick: Weinberger et al. 2009, arXiv 0902.2206; word n-grams as in fastText, Joulin et al.
// 2016, arXiv 1607.01759, section 3). A text becomes a sparse unit vector: log(1 + count) a bucket, divided by the L2 norm.
// What differs: words are found and hashed on UTF-8 bytes in one pass; no sign bit, no vocabulary. Only lower-cased letters and digits
// count, so a line feed and a space are the same. An ideograph is a word of its own.
// Cost: one multiply a byte and one counter a word and n; nothing is allocated after the buffers have grown.
using System.Runtime.CompilerServices;
using System.Text;
using DataCuration.Quality.Rules;

namespace DataCuration.Quality.Classifiers;

/// <summary>Turns texts into sparse vectors of hashed word n-grams. Reuses its buffers: one instance a thread.</summary>
public sealed class HashedNGramFeaturizer
{
    /// <summary>Bump when the vector of a text may change; part of a model's identity.</summary>
    public const int AlgorithmVersion = 1;

    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x9E3779B97F4A7C15;
    private const int LogTableSize = 256;

    private static readonly byte[] LowerAscii = BuildLowerAscii();
    private static readonly float[] LogTable = [.. Enumerable.Range(0, LogTableSize).Select(count => MathF.Log(1 + count))];

    private readonly int _shift;
    private readonly int[] _counts;
    private readonly ulong[] _recent;
    private int[] _indices = new int[1024];
    private float[] _values = new float[1024];
    private int _words;

    /// <summary>A featurizer of 2^<paramref name="hashBits"/> buckets.</summary>
    /// <param name="hashBits">8 to 24.</param>
    /// <param name="maxWordsPerGram">Longest n-gram, 1 to 8 words.</param>
    public HashedNGramFeaturizer(int hashBits, int maxWordsPerGram)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashBits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hashBits, 24);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWordsPerGram, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxWordsPerGram, 8);
        HashBits = hashBits;
        MaxWordsPerGram = maxWordsPerGram;
        _shift = 64 - hashBits;
        _counts = new int[1 << hashBits];
        _recent = new ulong[maxWordsPerGram];
    }

    /// <summary>log2 of the number of buckets.</summary>
    public int HashBits { get; }

    /// <summary>Longest n-gram in words.</summary>
    public int MaxWordsPerGram { get; }

    /// <summary>Number of buckets that the last text filled.</summary>
    public int Count { get; private set; }

    /// <summary>The buckets the last text filled, in the order of their first n-gram. Valid until the next text.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>The value of each of <see cref="Indices"/>; their squares sum to 1.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>Computes the vector of a text; a text without a word has an empty one.</summary>
    public void Featurize(ReadOnlySpan<byte> utf8)
    {
        Count = 0;
        _words = 0;
        ReadOnlySpan<byte> lower = LowerAscii;
        ulong hash = Offset;
        for (int i = 0; i < utf8.Length;)
        {
            byte unit = utf8[i];
            if (unit >= 0x80)
            {
                i += AddRune(utf8[i..], ref hash);
                continue;
            }

            i++;
            byte letter = lower[unit];
            if (letter != 0)
            {
                hash = (hash ^ letter) * Prime;
            }
            else if (hash != Offset)
            {
                EndWord(ref hash);
            }
        }

        if (hash != Offset)
        {
            EndWord(ref hash);
        }

        Normalise();
    }

    private static byte[] BuildLowerAscii()
    {
        byte[] table = new byte[128];
        for (byte c = 0; c < 128; c++)
        {
            table[c] = char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0;
        }

        return table;
    }

    private int AddRune(ReadOnlySpan<byte> utf8, ref ulong hash)
    {
        Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
        bool isWord = (CharacterTable.Of(rune.Value) & CharacterClass.Word) != 0;
        bool isIdeograph = isWord && rune.Value is (>= 0x2E80 and < 0xA000) or (>= 0xF900 and < 0xFB00) or >= 0x20000;
        if ((!isWord || isIdeograph) && hash != Offset)
        {
            EndWord(ref hash);
        }

        if (isWord)
        {
            hash = (hash ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime;
        }

        if (isIdeograph)
        {
            EndWord(ref hash);
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndWord(ref ulong hash)
    {
        ulong word = hash ^ (hash >> 32);
        hash = Offset;

        // Slot k of the ring holds the hash of the last k + 1 words; longer n-grams extend the shorter ones of the word before.
        ulong[] recent = _recent;
        int longest = Math.Min(_words++, recent.Length - 1);
        for (int n = longest; n > 0; n--)
        {
            recent[n] = (recent[n - 1] + word) * Prime;
            Add((recent[n] ^ (recent[n] >> 29)) * Prime);
        }

        recent[0] = word * Prime;
        Add(recent[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong hash)
    {
        int index = (int)(hash >> _shift);
        if (_counts[index]++ == 0)
        {
            if (Count == _indices.Length)
            {
                Array.Resize(ref _indices, Count * 2);
                Array.Resize(ref _values, Count * 2);
            }

            _indices[Count++] = index;
        }
    }

    private void Normalise()
    {
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            ref int count = ref _counts[_indices[i]];
            float value = count < LogTableSize ? LogTable[count] : MathF.Log(1f + count);
            count = 0;
            _values[i] = value;
            squares += (double)value * value;
        }

        float scale = (float)(1 / Math.Sqrt(squares));
        for (int i = 0; i < Count; i++)
        {
            _values[i] *= scale;
        }
    }
}
