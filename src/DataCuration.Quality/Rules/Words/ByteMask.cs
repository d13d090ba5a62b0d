using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// A bit for each byte of a text, so that the end of a run is found by counting zeros instead of looking at one byte after another, whose
/// lengths no branch predictor guesses. Reuses its memory; single-threaded.
/// </summary>
internal sealed class ByteMask
{
    private ulong[] _bits = new ulong[256];
    private int _length;

    /// <summary>The bits to be filled, bit i % 64 of number i / 64 for byte i; the bits past the text's end count as not set.</summary>
    public Span<ulong> Begin(int textLength)
    {
        int needed = (textLength >> 6) + 2;
        if (_bits.Length < needed)
        {
            _bits = new ulong[BitOperations.RoundUpToPowerOf2((uint)needed)];
        }

        _length = textLength;
        return _bits.AsSpan(0, needed);
    }

    /// <summary>The bits of 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits(int block) => _bits[block];

    /// <summary>How many bytes from i on are marked, 64 for 64 and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RunLength(int i)
    {
        ulong[] bits = _bits;
        int block = i >> 6;
        ulong next = (bits[block] >> i) | (bits[block + 1] << 1 << ~i);
        return BitOperations.TrailingZeroCount(~next);
    }

    /// <summary>The first byte from i on that is not marked; the text's length when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextClear(int i)
    {
        // The shifted-in zeros become ones: they are bits of the next number and say nothing.
        ulong bits = ~_bits[i >> 6] >> i;
        return bits != 0 ? Math.Min(_length, i + BitOperations.TrailingZeroCount(bits)) : NextClearFar(i);
    }

    private int NextClearFar(int i)
    {
        int last = (_length + 63) >> 6;
        for (int block = (i >> 6) + 1; block < last; block++)
        {
            if (_bits[block] != ulong.MaxValue)
            {
                return Math.Min(_length, (block << 6) + BitOperations.TrailingZeroCount(~_bits[block]));
            }
        }

        return _length;
    }
}
