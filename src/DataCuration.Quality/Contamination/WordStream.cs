using System.Text;

namespace DataCuration.Quality.Contamination;

/// <summary>
/// The words of a text as hashes with their places: runs of letters and digits, lower-cased; every ideograph is a word; punctuation and white space separate. Reuses its
/// buffers: one instance a thread.
/// </summary>
internal sealed class WordStream
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private ulong[] _hashes = new ulong[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>First byte of each word.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The byte after each word's last.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    public void Read(ReadOnlySpan<byte> utf8)
    {
        Count = 0;
        ulong hash = Offset;
        int start = -1;
        for (int i = 0; i < utf8.Length;)
        {
            int next = i + 1;
            uint letter = 0;
            bool isIdeograph = false;
            byte unit = utf8[i];
            if (unit < 0x80)
            {
                letter = (uint)(unit - 'a') < 26 || (uint)(unit - '0') < 10 ? unit : (uint)(unit - 'A') < 26 ? unit | 0x20u : 0;
            }
            else
            {
                Rune.DecodeFromUtf8(utf8[i..], out Rune rune, out int length);
                next = i + length;
                letter = Rune.IsLetterOrDigit(rune) ? (uint)Rune.ToLowerInvariant(rune).Value : 0;
                isIdeograph = letter is (>= 0x2E80 and < 0xA000) or (>= 0xF900 and < 0xFB00) or >= 0x20000;
            }

            if ((letter == 0 || isIdeograph) && start >= 0)
            {
                Add(hash, start, i);
                start = -1;
            }

            if (letter != 0)
            {
                if (start < 0)
                {
                    (start, hash) = (i, Offset);
                }

                hash = (hash ^ letter) * Prime;
                if (isIdeograph)
                {
                    Add(hash, start, next);
                    start = -1;
                }
            }

            i = next;
        }

        if (start >= 0)
        {
            Add(hash, start, utf8.Length);
        }
    }

    private void Add(ulong hash, int start, int end)
    {
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, Count * 2);
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _ends, Count * 2);
        }

        (_hashes[Count], _starts[Count], _ends[Count]) = (hash ^ (hash >> 32), start, end);
        Count++;
    }
}
