// Words and shingles of a text, hashed on the fly; nothing is copied.
// A word is a maximal run of folded letters, marks and digits (FoldedCharacters). Its hash depends on its folded UTF-8 bytes only:
// eight at a time (little endian, the last padded with zeros), h = Mix((h ^ chunk) * M1).
// In scripts without spaces every character makes a word: the hash of it and up to 8 characters before it in the run, so that a
// shingle of 5 words spans 13 characters. Character 5-grams are far too short: they merged 98 to 99.99 % of whole sources elsewhere.
// A shingle of n words is the polynomial sum of word[i-j] * P^j (mod 2^64), kept rolling, then mixed by SplitMix64's finaliser.
// ASCII is read 64 bytes at a time: one comparison finds all word bytes, and c | 0x20 folds letters and leaves digits as they are.
// Cost: O(bytes), one multiplication a chunk and four a word.
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace DataCuration.Deduplication.MinHash;

/// <summary>Reads the shingle hashes of one text, a buffer at a time. Not thread-safe; one a document.</summary>
internal ref struct ShingleStream
{
    /// <summary>Characters that make one word where words are not spaced.</summary>
    public const int UnspacedWordCharacters = 9;

    /// <summary>Most words that end in one turn: every second byte of a block, or every character of half a block.</summary>
    public const int MaxBlockWords = BlockBytes / 2;

    private const int BlockBytes = 64;
    private const ulong Spaces = 0x2020202020202020;
    private const ulong WordSeed = 0x9E3779B97F4A7C15;
    private const ulong WordMultiplier = 0x9FB21C651E98DF25;
    private const ulong ShingleBase = 0xD6E8FEB86659FD93;
    private const ulong CharacterBase = 0xA0761D6478BD642F;
    private static readonly ulong CharacterBaseToLength = Power(CharacterBase, UnspacedWordCharacters);

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<ulong> _recentWords;
    private readonly ulong _shingleBaseToLength;
    private readonly ReadOnlySpan<byte> _ascii;
    private readonly bool _isVectorised;
    private RecentCharacters _recentCharacters;
    private int _position;
    private ulong _wordHash = WordSeed;
    private ulong _chunk;
    private int _chunkBits;
    private ulong _shingle;
    private int _slot;
    private int _missingWords;
    private ulong _run;
    private int _runLength;

    /// <summary>A stream over <paramref name="text"/>.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="recentWords">Scratch, one element a word of a shingle; cleared here.</param>
    /// <param name="isVectorised">False reads byte by byte with the same result.</param>
    public ShingleStream(ReadOnlySpan<byte> text, Span<ulong> recentWords, bool isVectorised = true)
    {
        recentWords.Clear();
        _text = text;
        _recentWords = recentWords;
        _shingleBaseToLength = Power(ShingleBase, recentWords.Length);
        _ascii = FoldedCharacters.AsciiTable;
        _isVectorised = isVectorised;
        _missingWords = recentWords.Length - 1;
    }

    private readonly bool IsInWord => _chunkBits != 0 || _wordHash != WordSeed;

    /// <summary>Fills the buffer; returns the number of shingle hashes, 0 only at the end of the text.</summary>
    /// <param name="shingles">At least one more than <see cref="MaxBlockWords"/>.</param>
    public int Read(Span<uint> shingles)
    {
        int count = 0;
        while (_position < _text.Length)
        {
            if (count + MaxBlockWords >= shingles.Length)
            {
                return count;
            }

            if (!_isVectorised || _position + BlockBytes + sizeof(ulong) > _text.Length || IsInWord || !TryReadAsciiBlock(shingles, ref count))
            {
                ReadSlowly(shingles, ref count);
            }
        }

        EndWord(shingles, ref count);
        return count;
    }

    /// <summary>
    /// Reads the words that begin and end before the block's end and before its first byte beyond ASCII; false, with nothing read, when
    /// there is a word at the start that does not end.
    /// </summary>
    private bool TryReadAsciiBlock(Span<uint> shingles, ref int count)
    {
        ReadOnlySpan<byte> block = _text.Slice(_position, BlockBytes + sizeof(ulong));
        ulong words = Classify(block, out ulong beyondAscii);
        int end = BitOperations.TrailingZeroCount(beyondAscii);
        if (end < BlockBytes)
        {
            words &= (1UL << end) - 1;
        }

        // A word that touches the end is left for the next turn.
        int consumed = end - BitOperations.LeadingZeroCount(~(end == 0 ? 0 : words << (BlockBytes - end)));
        if (consumed == 0)
        {
            return false;
        }

        words &= consumed == BlockBytes ? ulong.MaxValue : (1UL << consumed) - 1;
        _runLength = 0;
        _position += consumed;

        // The loop below is the hot one: its state lives in registers, not in the stream.
        Span<ulong> recentWords = _recentWords;
        ulong shingle = _shingle, baseToLength = _shingleBaseToLength;
        int slot = _slot, written = count, missing = _missingWords;
        while (words != 0)
        {
            int start = BitOperations.TrailingZeroCount(words);
            int length = BitOperations.TrailingZeroCount(~(words >> start));
            words &= words + (1UL << start);
            ulong hash = WordSeed;
            while (length > sizeof(ulong))
            {
                hash = MixChunk(hash, BinaryPrimitives.ReadUInt64LittleEndian(block[start..]) | Spaces);
                start += sizeof(ulong);
                length -= sizeof(ulong);
            }

            ulong last = (BinaryPrimitives.ReadUInt64LittleEndian(block[start..]) | Spaces) & (ulong.MaxValue >> (64 - (8 * length)));
            hash = MixChunk(hash, last);
            shingle = (shingle * ShingleBase) + hash - (recentWords[slot] * baseToLength);
            recentWords[slot] = hash;
            slot = slot + 1 == recentWords.Length ? 0 : slot + 1;
            if (missing == 0)
            {
                shingles[written++] = (uint)(Mix(shingle) >> 32);
            }
            else
            {
                missing--;
            }
        }

        (_shingle, _slot, count, _missingWords) = (shingle, slot, written, missing);
        return true;
    }

    /// <summary>One bit a byte of the block: letters and digits of ASCII; and, apart, the bytes beyond ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Classify(ReadOnlySpan<byte> block, out ulong beyondAscii)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<byte> bytes = Vector512.Create(block);
            beyondAscii = bytes.ExtractMostSignificantBits();
            return (Vector512.LessThan((bytes | Vector512.Create((byte)0x20)) - Vector512.Create((byte)'a'), Vector512.Create((byte)26))
                | Vector512.LessThan(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)10))).ExtractMostSignificantBits();
        }

        ulong low = Classify256(Vector256.Create(block), out uint lowBeyond);
        ulong high = Classify256(Vector256.Create(block[Vector256<byte>.Count..]), out uint highBeyond);
        beyondAscii = lowBeyond | ((ulong)highBeyond << 32);
        return low | (high << 32);
    }

    private static ulong Classify256(Vector256<byte> bytes, out uint beyondAscii)
    {
        beyondAscii = bytes.ExtractMostSignificantBits();
        return (Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26))
            | Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10))).ExtractMostSignificantBits();
    }

    /// <summary>Reads characters one by one up to the end of a word, at least 32 bytes if the text has them and the buffer room.</summary>
    private void ReadSlowly(Span<uint> shingles, ref int count)
    {
        int enough = _position + (BlockBytes / 2);
        while (_position < _text.Length && (_position < enough || IsInWord) && count < shingles.Length)
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
        else if (IsInWord)
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
        if (!IsInWord)
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
        if (_missingWords == 0)
        {
            shingles[count++] = (uint)(Mix(_shingle) >> 32);
        }
        else
        {
            _missingWords--;
        }
    }

    [InlineArray(UnspacedWordCharacters)]
    private struct RecentCharacters
    {
        private ulong _first;
    }
}
