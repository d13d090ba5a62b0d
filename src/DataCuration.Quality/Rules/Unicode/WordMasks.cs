using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>
/// Where a text's words can be: nearly all are runs of ASCII letters that nothing else joins. 64 bytes at a time. Single-threaded.
/// </summary>
internal sealed class WordMasks
{
    /// <summary>ASCII letters.</summary>
    public ByteMask Letters { get; } = new();

    /// <summary>
    /// Bytes that may belong to a word: letters, digits, the underscore, every byte beyond ASCII, and a mark that joins letters (<c>.</c>, <c>:</c>, an
    /// apostrophe) before a letter or a byte beyond ASCII. A run of them that is a run of letters is a word.
    /// </summary>
    public ByteMask Runs { get; } = new();

    /// <summary><c>.</c>, <c>!</c> and <c>?</c> outside <see cref="Runs"/>, which may end a sentence.</summary>
    public ByteMask Stops { get; } = new();

    /// <summary>Looks at a text.</summary>
    public void Fill(ReadOnlySpan<byte> text)
    {
        Span<ulong> letters = Letters.Begin(text.Length);
        Span<ulong> runs = Runs.Begin(text.Length);
        Span<ulong> stops = Stops.Begin(text.Length);
        int block = 0;
        ulong markBefore = 0;
        for (; (block + 1) << 6 <= text.Length; block++)
        {
            Fill(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), block << 6), block, letters, runs, stops, ref markBefore);
        }

        Span<byte> rest = stackalloc byte[64];
        rest.Clear();
        text[(block << 6)..].CopyTo(rest);
        Fill(ref rest[0], block, letters, runs, stops, ref markBefore);
        letters[block + 1] = 0;
        runs[block + 1] = 0;
        stops[block + 1] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref byte first, int block, Span<ulong> letters, Span<ulong> runs, Span<ulong> stops, ref ulong markBefore)
    {
        Classes low = Classify(Vector256.LoadUnsafe(ref first));
        Classes high = Classify(Vector256.LoadUnsafe(ref first, 32));
        ulong letter = low.Letter | ((ulong)high.Letter << 32);
        ulong content = low.Content | ((ulong)high.Content << 32);
        ulong joinable = low.Joinable | ((ulong)high.Joinable << 32);
        ulong mark = low.Mark | ((ulong)high.Mark << 32);
        ulong joining = mark & (joinable >> 1);
        letters[block] = letter;
        runs[block] = content | joining;
        stops[block] = (low.Stop | ((ulong)high.Stop << 32)) & ~joining;
        if (markBefore != 0 && (joinable & 1) != 0)
        {
            runs[block - 1] |= 1UL << 63;
            stops[block - 1] &= ~(1UL << 63);
        }

        markBefore = mark >> 63;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Classes Classify(Vector256<byte> bytes)
    {
        Vector256<byte> letter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> stop = Vector256.Equals(bytes, Vector256.Create((byte)'.'));
        Vector256<byte> digit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10)) | Vector256.Equals(bytes, Vector256.Create((byte)'_'));
        Vector256<byte> mark = stop | Vector256.Equals(bytes, Vector256.Create((byte)'\'')) | Vector256.Equals(bytes, Vector256.Create((byte)':'));
        stop |= Vector256.Equals(bytes, Vector256.Create((byte)'!')) | Vector256.Equals(bytes, Vector256.Create((byte)'?'));
        return new Classes
        {
            Letter = letter.ExtractMostSignificantBits(),
            Joinable = (letter | bytes).ExtractMostSignificantBits(),
            Content = (letter | bytes | digit).ExtractMostSignificantBits(),
            Mark = mark.ExtractMostSignificantBits(),
            Stop = stop.ExtractMostSignificantBits(),
        };
    }

    private ref struct Classes
    {
        public uint Letter;
        public uint Joinable;
        public uint Content;
        public uint Mark;
        public uint Stop;
    }
}
