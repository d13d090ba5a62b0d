using System.IO.Hashing;
using System.Numerics;
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

    private const int FirstCapacity = 1 << 10;
    private const int SlotsPerFeature = 4;
    private const uint WordTag = 0x8000_0000;

    // Open addressing over the distinct features. A slot holds a tag in its upper half and the entry's number from 1 in its lower: 24 bits of tag are all
    // of a trigram, so the most frequent case, one seen before, reads one slot; of a word the tag is 31 bits of its hash, and the entry decides. The slot of
    // each entry is kept, so that clearing costs what the text before had, not what the longest had.
    private ulong[] _features = new ulong[FirstCapacity];
    private int[] _counts = new int[FirstCapacity];
    private uint[] _slotOfEntry = new uint[FirstCapacity];
    private ulong[] _slots = new ulong[SlotsPerFeature * FirstCapacity];
    private int _slotShift = 32 - BitOperations.Log2(SlotsPerFeature * FirstCapacity);
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
                AddWord(Mix((ulong)codePoint));
                if (unspacedBefore != 0)
                {
                    AddWord(Mix(((ulong)unspacedBefore << 32) | (uint)codePoint));
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
        AddWord(XxHash3.HashToUInt64(word));

        // With a mark at both ends, so that beginnings and endings differ from middles.
        uint gram = (1u << 8) | word[0];
        foreach (byte next in word[1..])
        {
            gram = ((gram << 8) | next) & 0xFF_FFFF;
            AddTrigram(gram);
        }

        AddTrigram(((gram << 8) | 1) & 0xFF_FFFF);
        length = 0;
    }

    private void AddTrigram(uint gram)
    {
        for (uint slot = SlotOf(gram); ; slot = Next(slot))
        {
            ulong found = _slots[slot];
            if (found >> 32 == gram)
            {
                _counts[(int)(uint)found - 1]++;
                return;
            }

            if (found == 0)
            {
                AddNew(slot, gram, Mix(gram ^ TrigramSalt) | 1);
                return;
            }
        }
    }

    private void AddWord(ulong hash)
    {
        ulong feature = hash & ~1UL;
        uint tag = (uint)(hash >> 32) | WordTag;
        for (uint slot = SlotOf(tag); ; slot = Next(slot))
        {
            ulong found = _slots[slot];
            if (found >> 32 == tag && _features[(int)(uint)found - 1] == feature)
            {
                _counts[(int)(uint)found - 1]++;
                return;
            }

            if (found == 0)
            {
                AddNew(slot, tag, feature);
                return;
            }
        }
    }

    private void AddNew(uint slot, uint tag, ulong feature)
    {
        if (Count == _features.Length)
        {
            slot = Grow(tag);
        }

        _features[Count] = feature;
        _counts[Count] = 1;
        _slotOfEntry[Count] = slot;
        _slots[slot] = ((ulong)tag << 32) | (uint)++Count;
    }

    /// <summary>Doubles the table; returns the empty slot for a new tag.</summary>
    private uint Grow(uint newTag)
    {
        Array.Resize(ref _features, 2 * Count);
        Array.Resize(ref _counts, 2 * Count);
        Array.Resize(ref _slotOfEntry, 2 * Count);
        ulong[] before = _slots;
        _slots = new ulong[2 * before.Length];
        _slotShift--;
        foreach (ulong entry in before)
        {
            if (entry != 0)
            {
                uint slot = EmptySlot((uint)(entry >> 32));
                _slots[slot] = entry;
                _slotOfEntry[(int)(uint)entry - 1] = slot;
            }
        }

        return EmptySlot(newTag);
    }

    private uint EmptySlot(uint tag)
    {
        uint slot = SlotOf(tag);
        while (_slots[slot] != 0)
        {
            slot = Next(slot);
        }

        return slot;
    }

    private void Clear()
    {
        foreach (uint slot in _slotOfEntry.AsSpan(0, Count))
        {
            _slots[slot] = 0;
        }

        Count = 0;
    }

    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4).
    private uint SlotOf(uint tag) => (tag * 0x9E37_79B9) >> _slotShift;

    private uint Next(uint slot) => (slot + 1) & (uint)(_slots.Length - 1);

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
