using System.Buffers;
using System.IO.Hashing;
using System.Text;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Substrings;

/// <summary>A text cut into the units that spans are counted in. Reused from text to text; single-threaded.</summary>
internal sealed class TextUnits(SubstringUnit kind)
{
    /// <summary>No span runs across it: PARAGRAPH SEPARATOR, which a cut may leave behind.</summary>
    public const int Barrier = 0x2029;

    private int[] _starts = new int[1024];
    private int[] _ends = new int[1024];
    private ulong[] _hashes = new ulong[1024];

    /// <summary>Number of units.</summary>
    public int Count { get; private set; }

    /// <summary>First byte of each unit.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The byte after each unit.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>A hash of each unit; 0 for a barrier only.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>Cuts a text.</summary>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        Count = 0;
        if (kind == SubstringUnit.CodePoints)
        {
            ReadCodePoints(utf8);
        }
        else
        {
            ReadWords(utf8);
        }
    }

    private void ReadCodePoints(ReadOnlySpan<byte> utf8)
    {
        for (int at = 0; at < utf8.Length;)
        {
            int length = Decode(utf8[at..], out int codePoint);
            Add(at, at + length, codePoint == Barrier ? 0 : Mix((ulong)codePoint + 1));
            at += length;
        }
    }

    private void ReadWords(ReadOnlySpan<byte> utf8)
    {
        int wordStart = -1;
        for (int at = 0; at < utf8.Length;)
        {
            int length = 1, codePoint = utf8[at];
            if (codePoint >= 0x80)
            {
                length = Decode(utf8[at..], out codePoint);
            }

            bool isSpace = codePoint <= 0x7F ? codePoint is ' ' or (>= 9 and <= 13) : Rune.IsValid(codePoint) && Rune.IsWhiteSpace(new Rune(codePoint));
            bool isAlone = FoldedCharacters.IsUnspaced(codePoint);
            if (isSpace || isAlone)
            {
                EndWord(utf8, ref wordStart, at);
                if (isAlone || codePoint == Barrier)
                {
                    Add(at, at + length, isAlone ? Mix((ulong)codePoint + 1) : 0);
                }
            }
            else if (wordStart < 0)
            {
                wordStart = at;
            }

            at += length;
        }

        EndWord(utf8, ref wordStart, utf8.Length);
    }

    private void EndWord(ReadOnlySpan<byte> utf8, ref int wordStart, int end)
    {
        if (wordStart >= 0)
        {
            Add(wordStart, end, XxHash3.HashToUInt64(utf8[wordStart..end]) | 1);
            wordStart = -1;
        }
    }

    private void Add(int start, int end, ulong hash)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
            Array.Resize(ref _hashes, 2 * Count);
        }

        (_starts[Count], _ends[Count], _hashes[Count]) = (start, end, hash);
        Count++;
    }

    // A byte that begins no character is a unit by itself, so every byte belongs somewhere and nothing is lost.
    private static int Decode(ReadOnlySpan<byte> utf8, out int codePoint)
    {
        if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == OperationStatus.Done)
        {
            codePoint = rune.Value;
            return length;
        }

        codePoint = 0x110000 + utf8[0];
        return 1;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (x ^ (x >> 31)) | 1;
    }
}
