using System.Buffers;
using System.Runtime.CompilerServices;

namespace DataCuration.Probes.Tokenizer;

/// <summary>
/// Encodes text with a <see cref="BytePairTokenizer"/>. Keeps a fixed 2 MB cache of recent words, which changes the speed only,
/// never the tokens. Single-threaded: one encoder a thread.
/// </summary>
public sealed class BytePairEncoder
{
    private const int CacheBits = 15;
    private const int MaxCachedBytes = 15;

    private readonly PairTable _pairs;
    private readonly CachedWord[] _cache = new CachedWord[1 << CacheBits];
    private readonly ushort[] _tokens = new ushort[PreTokenizer.MaxPieceBytes];
    private readonly int[] _ranks = new int[PreTokenizer.MaxPieceBytes];

    internal BytePairEncoder(BytePairTokenizer tokenizer)
    {
        Tokenizer = tokenizer;
        _pairs = tokenizer.Pairs;
    }

    /// <summary>The vocabulary.</summary>
    public BytePairTokenizer Tokenizer { get; }

    /// <summary>Appends the tokens of a text, without a separator.</summary>
    /// <param name="text">Any bytes; usually UTF-8.</param>
    /// <param name="tokens">Where they go.</param>
    /// <returns>The number of tokens appended.</returns>
    public int Encode(ReadOnlySpan<byte> text, IBufferWriter<ushort> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        int count = 0;
        while (!text.IsEmpty)
        {
            int length = PreTokenizer.NextLength(text);
            ReadOnlySpan<ushort> word = EncodeWord(text[..length]);
            word.CopyTo(tokens.GetSpan(word.Length));
            tokens.Advance(word.Length);
            count += word.Length;
            text = text[length..];
        }

        return count;
    }

    /// <summary>The number of tokens of a text, without a separator.</summary>
    /// <param name="text">Any bytes; usually UTF-8.</param>
    public long CountTokens(ReadOnlySpan<byte> text)
    {
        long count = 0;
        while (!text.IsEmpty)
        {
            int length = PreTokenizer.NextLength(text);
            count += EncodeWord(text[..length]).Length;
            text = text[length..];
        }

        return count;
    }

    private ReadOnlySpan<ushort> EncodeWord(ReadOnlySpan<byte> word)
    {
        if (word.Length > MaxCachedBytes) return _tokens.AsSpan(0, Merge(word, _tokens));

        // A word of up to 15 bytes and its length make a key of 16 bytes: equal keys are equal words.
        UInt128 key = (UInt128)(uint)word.Length << 120;
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        word.CopyTo(padded);
        key |= Unsafe.ReadUnaligned<UInt128>(ref padded[0]);
        ulong mixed = ((ulong)key * 0x9E3779B97F4A7C15) ^ ((ulong)(key >> 64) * 0xC2B2AE3D27D4EB4F);
        mixed *= 0x9E3779B97F4A7C15;
        ref CachedWord entry = ref _cache[(int)(mixed >> (64 - CacheBits))];
        if (entry.Key != key)
        {
            entry.Count = Merge(word, _tokens);
            _tokens.AsSpan(0, entry.Count).CopyTo(entry.Tokens);
            entry.Key = key;
        }

        Span<ushort> tokens = entry.Tokens;
        return tokens[..entry.Count];
    }

    /// <summary>Joins the pair with the lowest rank, leftmost first, until no pair of the vocabulary is left.</summary>
    private int Merge(ReadOnlySpan<byte> word, Span<ushort> tokens)
    {
        int count = word.Length;
        for (int index = 0; index < count; index++) tokens[index] = (ushort)(1 + word[index]);
        Span<int> ranks = _ranks;
        for (int index = 0; index + 1 < count; index++) ranks[index] = _pairs.Find(tokens[index], tokens[index + 1]);

        while (count > 1)
        {
            int at = 0;
            int best = PairTable.None;
            for (int index = 0; index < count - 1; index++)
            {
                if (ranks[index] < best)
                {
                    best = ranks[index];
                    at = index;
                }
            }

            if (best == PairTable.None) break;
            tokens[at] = (ushort)best;
            tokens[(at + 2)..count].CopyTo(tokens[(at + 1)..]);
            ranks[(at + 2)..count].CopyTo(ranks[(at + 1)..]);
            count--;
            if (at > 0) ranks[at - 1] = _pairs.Find(tokens[at - 1], tokens[at]);
            if (at + 1 < count) ranks[at] = _pairs.Find(tokens[at], tokens[at + 1]);
        }

        return count;
    }

    [InlineArray(MaxCachedBytes)]
    private struct CachedTokens
    {
        private ushort _first;
    }

    private struct CachedWord
    {
        public UInt128 Key;
        public int Count;
        public CachedTokens Tokens;
    }
}
