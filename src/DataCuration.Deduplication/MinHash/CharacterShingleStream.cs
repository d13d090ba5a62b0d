// Shingles of n characters, for text whose words are not to be trusted (markup, identifiers, mixed scripts). Characters are folded as for
// words; every run of separators is one space, none at the ends. The hash is a rolling polynomial over the folded code points, mixed by
// SplitMix64's finaliser. Use 13 or more: character 5-grams of unrelated books already have a Jaccard similarity of 0.36.
// Cost: O(characters), two multiplications each.
using System.Text;

namespace DataCuration.Deduplication.MinHash;

/// <summary>Reads the hashes of a text's character shingles, a buffer at a time. Not thread-safe; one a document.</summary>
internal ref struct CharacterShingleStream
{
    private const ulong CharacterBase = 0xA0761D6478BD642F;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<ulong> _recent;
    private readonly ulong _baseToLength;
    private int _position;
    private ulong _hash;
    private int _slot;
    private int _missing;
    private bool _isSpacePending;
    private bool _hasCharacters;

    /// <summary>A stream over UTF-8 text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="recent">Scratch, one element a character of a shingle; cleared here.</param>
    public CharacterShingleStream(ReadOnlySpan<byte> text, Span<ulong> recent)
    {
        recent.Clear();
        _text = text;
        _recent = recent;
        _missing = recent.Length - 1;
        _baseToLength = 1;
        for (int i = 0; i < recent.Length; i++)
        {
            _baseToLength *= CharacterBase;
        }
    }

    /// <summary>Fills the buffer; returns the number of shingle hashes, 0 only at the end of the text.</summary>
    /// <param name="shingles">At least two.</param>
    public int Read(Span<uint> shingles)
    {
        int count = 0;
        while (_position < _text.Length && count + 2 <= shingles.Length)
        {
            int folded = Next();
            if (folded == FoldedCharacters.Separator)
            {
                _isSpacePending = _hasCharacters;
            }
            else if (folded != FoldedCharacters.Dropped)
            {
                if (_isSpacePending)
                {
                    Add(' ', shingles, ref count);
                    _isSpacePending = false;
                }

                Add((uint)folded, shingles, ref count);
                _hasCharacters = true;
            }
        }

        return count;
    }

    private int Next()
    {
        byte first = _text[_position];
        if (first < 0x80)
        {
            _position++;
            return FoldedCharacters.AsciiTable[first];
        }

        Rune.DecodeFromUtf8(_text[_position..], out Rune rune, out int width);
        _position += width;
        return FoldedCharacters.Fold(rune);
    }

    private void Add(uint character, Span<uint> shingles, ref int count)
    {
        _hash = (_hash * CharacterBase) + character - (_recent[_slot] * _baseToLength);
        _recent[_slot] = character;
        _slot = _slot + 1 == _recent.Length ? 0 : _slot + 1;
        if (_missing > 0)
        {
            _missing--;
            return;
        }

        ulong x = (_hash ^ (_hash >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        shingles[count++] = (uint)((x ^ (x >> 31)) >> 32);
    }
}
