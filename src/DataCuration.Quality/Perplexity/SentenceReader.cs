// Texts as the language model sees them (after CCNet's normalisation: Wenzek et al. 2020, arXiv 1911.00359, section 3.3): a line is a sentence; letters are lower-cased and every digit is
// read as 0; a word is a run of letters and digits; every other visible character is a word of its own, and so is an ideograph. A word is known by its 64-bit hash alone.
using System.Text;

namespace DataCuration.Quality.Perplexity;

/// <summary>Cuts a text into sentences of word hashes. Reuses its buffers: one instance a thread.</summary>
public sealed class SentenceReader
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x9E3779B97F4A7C15;

    // 0: white space, 1: a word of its own, otherwise the letter as it is read.
    private static readonly byte[] Ascii = BuildAscii();

    private ulong[] _words = new ulong[1024];
    private int[] _ends = new int[64];
    private int _wordCount;

    /// <summary>Number of sentences that have a word.</summary>
    public int Count { get; private set; }

    /// <summary>Words of all sentences.</summary>
    public int WordCount => _wordCount;

    /// <summary>The words of a sentence.</summary>
    public ReadOnlySpan<ulong> this[int sentence] => _words.AsSpan((sentence == 0 ? 0 : _ends[sentence - 1]).._ends[sentence]);

    /// <summary>Reads a text; the sentences are valid until the next.</summary>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        Count = 0;
        _wordCount = 0;
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
            byte letter = Ascii[unit];
            if (letter > 1)
            {
                hash = (hash ^ letter) * Prime;
                continue;
            }

            EndWord(ref hash);
            if (letter == 1)
            {
                hash = (hash ^ unit) * Prime;
                EndWord(ref hash);
            }
            else if (unit == '\n')
            {
                EndSentence();
            }
        }

        EndWord(ref hash);
        EndSentence();
    }

    /// <summary>The hash of one word as it is written in a text.</summary>
    public static ulong HashOf(string word)
    {
        SentenceReader reader = new();
        reader.Read(Encoding.UTF8.GetBytes(word));
        return reader.WordCount == 1 ? reader[0][0] : throw new ArgumentException($"'{word}' is {reader.WordCount} words.", nameof(word));
    }

    private static byte[] BuildAscii()
    {
        byte[] table = new byte[128];
        for (int c = 33; c < 127; c++)
        {
            table[c] = char.IsAsciiDigit((char)c) ? (byte)'0' : char.IsAsciiLetter((char)c) ? (byte)(c | 0x20) : (byte)1;
        }

        return table;
    }

    private int AddRune(ReadOnlySpan<byte> utf8, ref ulong hash)
    {
        Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
        if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
        {
            bool isIdeograph = rune.Value is (>= 0x2E80 and < 0xA000) or (>= 0xF900 and < 0xFB00) or >= 0x20000;
            if (isIdeograph)
            {
                EndWord(ref hash);
            }

            uint letter = Rune.IsDigit(rune) ? '0' : (uint)Rune.ToLowerInvariant(rune).Value;
            hash = (hash ^ letter) * Prime;
            if (isIdeograph)
            {
                EndWord(ref hash);
            }
        }
        else
        {
            EndWord(ref hash);
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            {
                hash = (hash ^ (uint)rune.Value) * Prime;
                EndWord(ref hash);
            }
        }

        return length;
    }

    private void EndWord(ref ulong hash)
    {
        if (hash == Offset)
        {
            return;
        }

        if (_wordCount == _words.Length)
        {
            Array.Resize(ref _words, _wordCount * 2);
        }

        _words[_wordCount++] = hash ^ (hash >> 32);
        hash = Offset;
    }

    private void EndSentence()
    {
        if (_wordCount == (Count == 0 ? 0 : _ends[Count - 1]))
        {
            return;
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        _ends[Count++] = _wordCount;
    }
}
