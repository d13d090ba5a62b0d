using System.IO.Hashing;
using System.Text;
using DataCuration.Deduplication.MinHash;

namespace DataCuration.Deduplication.Semantic;

/// <summary>The features of a text with how often each occurs: folded words, and the character trigrams of words; where words are not spaced, characters and pairs of them. Reused from text to text; single-threaded.</summary>
internal sealed class TextFeatures
{
    /// <summary>What a trigram counts beside a word; chosen on the training pairs of STS-B.</summary>
    public const float TrigramWeight = 1.5f;

    private const int MaxWordBytes = 256;
    private const ulong TrigramSalt = 0x5452_4947_5241_4D53;

    // Open addressing over the distinct features; a slot is empty when it holds no index. Cleared by its entries, so a short text costs little.
    private ulong[] _features = new ulong[1 << 10];
    private int[] _counts = new int[1 << 10];
    private int[] _slots = new int[1 << 12];
    private readonly byte[] _word = new byte[MaxWordBytes + 8];

    /// <summary>Number of different features.</summary>
    public int Count { get; private set; }

    /// <summary>The hash of each, in the order of the text.</summary>
    public ReadOnlySpan<ulong> Features => _features.AsSpan(0, Count);

    /// <summary>How often each occurs.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Count);

    /// <summary>The feature is a trigram.</summary>
    public static bool IsTrigram(ulong feature) => (feature & 1) == 1;

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        Clear();
        int length = 0, unspacedBefore = 0;
        ReadOnlySpan<byte> ascii = FoldedCharacters.AsciiTable;
        for (int at = 0; at < utf8.Length;)
        {
            byte folded = ascii[utf8[at]];
            if (folded < 0x80)
            {
                at++;
                unspacedBefore = 0;
                if (folded == FoldedCharacters.Separator)
                {
                    EndWord(ref length);
                }
                else if (length < MaxWordBytes)
                {
                    _word[length++] = folded;
                }

                continue;
            }

            Rune.DecodeFromUtf8(utf8[at..], out Rune rune, out int bytes);
            at += bytes;
            int codePoint = FoldedCharacters.Fold(rune);
            if (codePoint == FoldedCharacters.Dropped)
            {
                continue;
            }

            if (codePoint == FoldedCharacters.Separator)
            {
                EndWord(ref length);
                unspacedBefore = 0;
            }
            else if (FoldedCharacters.IsUnspaced(codePoint))
            {
                EndWord(ref length);
                Add(Mix((ulong)codePoint), false);
                if (unspacedBefore != 0)
                {
                    Add(Mix(((ulong)unspacedBefore << 32) | (uint)codePoint), false);
                }

                unspacedBefore = codePoint;
            }
            else if (length < MaxWordBytes)
            {
                length += new Rune(codePoint).EncodeToUtf8(_word.AsSpan(length));
                unspacedBefore = 0;
            }
        }

        EndWord(ref length);
    }

    private void EndWord(ref int length)
    {
        if (length == 0)
        {
            return;
        }

        ReadOnlySpan<byte> word = _word.AsSpan(0, length);
        Add(XxHash3.HashToUInt64(word), false);

        // With a mark at both ends, so that beginnings and endings differ from middles.
        uint gram = 1;
        for (int i = 0; i <= length; i++)
        {
            gram = ((gram << 8) | (i < length ? word[i] : 1u)) & 0xFF_FFFF;
            if (i > 0)
            {
                Add(Mix(gram ^ TrigramSalt), true);
            }
        }

        length = 0;
    }

    private void Add(ulong hash, bool isTrigram)
    {
        ulong feature = isTrigram ? hash | 1 : hash & ~1UL;
        for (int slot = SlotOf(feature); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            int entry = _slots[slot] - 1;
            if (entry < 0)
            {
                AddNew(slot, feature);
                return;
            }

            if (_features[entry] == feature)
            {
                _counts[entry]++;
                return;
            }
        }
    }

    private void AddNew(int slot, ulong feature)
    {
        if (Count == _features.Length)
        {
            Array.Resize(ref _features, 2 * Count);
            Array.Resize(ref _counts, 2 * Count);
            _slots = new int[8 * Count];
            for (int i = 0; i < Count; i++)
            {
                Place(i);
            }

            _features[Count] = feature;
            _counts[Count] = 1;
            Place(Count++);
            return;
        }

        _features[Count] = feature;
        _counts[Count] = 1;
        _slots[slot] = ++Count;
    }

    private void Place(int entry)
    {
        int slot = SlotOf(_features[entry]);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        _slots[slot] = entry + 1;
    }

    private void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private int SlotOf(ulong feature) => (int)(feature >> 20) & (_slots.Length - 1);

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
