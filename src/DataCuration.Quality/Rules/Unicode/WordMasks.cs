using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>
/// Where a text's ASCII letters are, and which bytes can begin a word or end a sentence: all others (white space, most punctuation) only
/// separate. 32 bytes at a time. Single-threaded.
/// </summary>
internal sealed class WordMasks
{
    /// <summary>ASCII letters.</summary>
    public ByteMask Letters { get; } = new();

    /// <summary>Letters, digits, the underscore, <c>.</c>, <c>!</c>, <c>?</c> and every byte beyond ASCII.</summary>
    public ByteMask Active { get; } = new();

    /// <summary>Looks at a text.</summary>
    public void Fill(ReadOnlySpan<byte> text)
    {
        Span<ulong> letters = Letters.Begin(text.Length);
        Span<ulong> active = Active.Begin(text.Length);
        int block = 0;
        for (; (block + 1) << 6 <= text.Length; block++)
        {
            Classify(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), block << 6), out letters[block], out active[block]);
        }

        Span<byte> rest = stackalloc byte[64];
        rest.Clear();
        text[(block << 6)..].CopyTo(rest);
        Classify(ref rest[0], out letters[block], out active[block]);
        letters[block + 1] = 0;
        active[block + 1] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify(ref byte first, out ulong letters, out ulong active)
    {
        Classify(Vector256.LoadUnsafe(ref first), out uint lowLetters, out uint lowActive);
        Classify(Vector256.LoadUnsafe(ref first, 32), out uint highLetters, out uint highActive);
        letters = lowLetters | ((ulong)highLetters << 32);
        active = lowActive | ((ulong)highActive << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify(Vector256<byte> bytes, out uint letters, out uint active)
    {
        Vector256<byte> isLetter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> isOther = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10))
            | Vector256.Equals(bytes, Vector256.Create((byte)'_'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'.'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'!'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'?'))
            | bytes;
        letters = isLetter.ExtractMostSignificantBits();
        active = (isLetter | isOther).ExtractMostSignificantBits();
    }
}
