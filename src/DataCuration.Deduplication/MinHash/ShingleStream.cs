// Words and shingles of a text, hashed on the fly; nothing is copied.
// A word is a maximal run of folded letters, marks and digits (FoldedCharacters). Its hash depends on its folded UTF-8 bytes only:
// eight at a time (little endian, the last padded with zeros), h = Mix((h ^ chunk) * M1).
// In scripts without spaces every character makes a word: the hash of it and up to 8 characters before it in the run, so that a
// shingle of 5 words spans 13 characters. Character 5-grams are far too short: they merged 98 to 99.99 % of whole sources elsewhere.
// A shingle of n words is the polynomial sum of word[i-j] * P^j (mod 2^64), kept rolling, then mixed by SplitMix64's finaliser.
// Cost: O(bytes), one multiplication a chunk and two a word.
using System.Text;

namespace DataCuration.Deduplication.MinHash;

/// <summary>Reads the shingle hashes of one text, a buffer at a time. Not thread-safe; one a document.</summary>
internal ref struct ShingleStream
{
    /// <summary>Characters that make one word where words are not spaced.</summary>
    public const int UnspacedWordCharacters = 9;

    private const ulong WordSeed = 0x9E3779B97F4A7C15;
    private const ulong WordMultiplier = 0x9FB21C651E98DF25;
    private const ulong ShingleBase = 0xD6E8FEB86659FD93;
    private const ulong CharacterBase = 0xA0761D6478BD642F;
    private static readonly ulong CharacterBaseToLength = Power(CharacterBase, UnspacedWordCharacters);

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<ulong> _recentWords;
    private readonly ulong _shingleBaseToLength;
    private readonly ReadOnlySpan<byte> _ascii;
    private RecentCharacters _recentCharacters;
    private int _position;
    private ulong _wordHash = WordSeed;
    private ulong _chunk;
    private int _chunkBits;
    private ulong _shingle;
    private int _slot;
    private ulong _run;
    private int _runLength;

    /// <summary>A stream over <paramref name="text"/>.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="recentWords">Scratch, one element a word of a shingle; cleared here.</param>
    public ShingleStream(ReadOnlySpan<byte> text, Span<ulong> recentWords)
    {
        recentWords.Clear();
        _text = text;
        _recentWords = recentWords;
        _shingleBaseToLength = Power(ShingleBase, recentWords.Length);
        _ascii = FoldedCharacters.AsciiTable;
    }

    /// <summary>Words read so far.</summary>
    public long WordCount { get; private set; }

    /// <summary>Fills the buffer; returns the number of shingle hashes, less than its length only at the end of the text.</summary>
    public int Read(Span<uint> shingles)
    {
        int count = 0;
        while (count < shingles.Length && _position < _text.Length)
        {
            byte folded = _ascii[_text[_position]];
            if ((uint)(folded - 1) < 0x7F)
            {
                _runLength = 0;
                Append(folded);
                _position++;
            }
            else if (folded == 0)
            {
                _runLength = 0;
                _position++;
                EndWord(shingles, ref count);
            }
            else
            {
                ReadBeyondAscii(shingles, ref count);
            }
        }

        if (count < shingles.Length)
        {
            EndWord(shingles, ref count);
        }

        return count;
    }

    private static ulong Power(ulong value, int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= value;
        }

        return power;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private void ReadBeyondAscii(Span<uint> shingles, ref int count)
    {
        Rune.DecodeFromUtf8(_text[_position..], out Rune rune, out int width);
        int folded = FoldedCharacters.Fold(rune);
        if (folded == FoldedCharacters.Separator)
        {
            _position += width;
            _runLength = 0;
            EndWord(shingles, ref count);
        }
        else if (folded == FoldedCharacters.Dropped)
        {
            _position += width;
        }
        else if (!FoldedCharacters.IsUnspaced(folded))
        {
            _position += width;
            _runLength = 0;
            Span<byte> encoded = stackalloc byte[4];
            int length = new Rune(folded).EncodeToUtf8(encoded);
            for (int i = 0; i < length; i++)
            {
                Append(encoded[i]);
            }
        }
        else if (_chunkBits != 0 || _wordHash != WordSeed)
        {
            // A spaced word ends here; the character is read in the next turn, because the buffer may be full now.
            EndWord(shingles, ref count);
        }
        else
        {
            _position += width;
            AppendToRun(folded);
            AddWord(Mix(_run), shingles, ref count);
        }
    }

    private void AppendToRun(int character)
    {
        if (_runLength == 0)
        {
            _run = 0;
        }

        int slot = _runLength % UnspacedWordCharacters;
        _run = (_run * CharacterBase) + (uint)character;
        if (_runLength >= UnspacedWordCharacters)
        {
            _run -= _recentCharacters[slot] * CharacterBaseToLength;
        }

        _recentCharacters[slot] = (uint)character;
        _runLength++;
    }

    private void Append(byte folded)
    {
        _chunk |= (ulong)folded << _chunkBits;
        _chunkBits += 8;
        if (_chunkBits == 64)
        {
            _wordHash = MixChunk(_wordHash, _chunk);
            _chunk = 0;
            _chunkBits = 0;
        }
    }

    private static ulong MixChunk(ulong hash, ulong chunk)
    {
        hash = (hash ^ chunk) * WordMultiplier;
        return hash ^ (hash >> 32);
    }

    private void EndWord(Span<uint> shingles, ref int count)
    {
        if (_chunkBits == 0 && _wordHash == WordSeed)
        {
            return;
        }

        ulong hash = _chunkBits == 0 ? _wordHash : MixChunk(_wordHash, _chunk);
        _wordHash = WordSeed;
        _chunk = 0;
        _chunkBits = 0;
        AddWord(hash, shingles, ref count);
    }

    private void AddWord(ulong hash, Span<uint> shingles, ref int count)
    {
        _shingle = (_shingle * ShingleBase) + hash - (_recentWords[_slot] * _shingleBaseToLength);
        _recentWords[_slot] = hash;
        _slot = _slot + 1 == _recentWords.Length ? 0 : _slot + 1;
        WordCount++;
        if (WordCount >= _recentWords.Length)
        {
            shingles[count++] = (uint)(Mix(_shingle) >> 32);
        }
    }

    [System.Runtime.CompilerServices.InlineArray(UnspacedWordCharacters)]
    private struct RecentCharacters
    {
        private ulong _first;
    }
}
