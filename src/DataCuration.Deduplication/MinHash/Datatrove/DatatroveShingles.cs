// From UTF-8 to the hashes of datatrove's shingles in one pass, without a string a word. DatatroveText and DatatroveWords say what the result
// is; here is how it is reached fast: characters are simplified one by one into a window of bytes that holds the last words, joined by single
// spaces, so that a shingle is a slice of it. A chunk between spaces is one word unless it may be cut, which its characters tell: a digit that
// something follows, a symbol of the tokenizer's sets, or a special case. Such chunks are rare and take the slow way.
// Cost: about 13 ns a byte of English text with the hash functions (77 MB/s), where a string a word took 180.
using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>Reads the shingles of one text. Single-threaded; use once, and dispose.</summary>
internal ref struct DatatroveShingles
{
    private const int FirstWindow = 1 << 14;
    private const int Words = DatatroveMinHasher.ShingleWords;

    private readonly DatatrovePermutations _permutations;
    private readonly Span<ulong> _signature;
    private readonly Span<ulong> _hashes;
    private readonly Span<int> _starts;
    private byte[] _window;
    private int _end;
    private int _chunkStart;
    private bool _mayBeCut;
    private bool _hasDigit;
    private long _wordCount;
    private int _hashCount;

    /// <summary>A reader.</summary>
    /// <param name="permutations">What the hashes are given to.</param>
    /// <param name="signature">Lowered to the minima.</param>
    /// <param name="hashes">Memory for hashes on their way.</param>
    /// <param name="starts">Memory for the starts of the last words.</param>
    public DatatroveShingles(DatatrovePermutations permutations, Span<ulong> signature, Span<ulong> hashes, Span<int> starts)
    {
        _permutations = permutations;
        _signature = signature;
        _hashes = hashes;
        _starts = starts;
        _window = ArrayPool<byte>.Shared.Rent(FirstWindow);
    }

    /// <summary>Reads a text; false when it has fewer words than a shingle.</summary>
    public bool Read(ReadOnlySpan<byte> utf8)
    {
        for (int i = 0; i < utf8.Length;)
        {
            if (_window.Length - _end < DatatroveCharacters.MaxBytes)
            {
                MakeRoom(DatatroveCharacters.MaxBytes);
            }

            byte first = utf8[i];
            if (first < DatatroveCharacters.AsciiCount)
            {
                byte simplified = DatatroveCharacters.Ascii[first];
                if (simplified > (byte)'0')
                {
                    _window[_end++] = simplified;
                    i++;
                    continue;
                }

                if (simplified == (byte)' ')
                {
                    EndChunk();
                    i++;
                    continue;
                }
            }

            i += ReadRune(utf8, i);
        }

        EndChunk();
        Flush();
        return _wordCount >= Words;
    }

    /// <summary>Returns the window.</summary>
    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_window);

    /// <summary>Appends one character that is not an ASCII letter or space, or a whole number; returns its bytes.</summary>
    private int ReadRune(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> utf8 = text[start..];
        Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
        rune = DatatroveCharacters.Lower(rune, text[..start], utf8[length..]);
        if (DatatroveCharacters.IsDigit(rune))
        {
            _window[_end++] = (byte)'0';
            _hasDigit = true;
            return DatatroveCharacters.NumberLength(utf8, length);
        }

        if (DatatroveCharacters.IsSpace(rune))
        {
            EndChunk();
        }
        else
        {
            _end += DatatroveCharacters.Decompose(rune, _window.AsSpan(_end), out bool mayBeCut);
            _mayBeCut |= mayBeCut;
        }

        return length;
    }

    /// <summary>Turns what was appended since the last space into words.</summary>
    private void EndChunk()
    {
        int length = _end - _chunkStart;
        if (length == 0)
        {
            _mayBeCut = false;
            return;
        }

        ReadOnlySpan<byte> chunk = _window.AsSpan(_chunkStart, length);
        bool mayEndInUnit = _hasDigit && chunk[^1] != (byte)'0';
        _hasDigit = false;
        if (!_mayBeCut && !mayEndInUnit && !DatatroveWords.IsCase(chunk))
        {
            AddWord(_chunkStart);
            return;
        }

        string text = Encoding.UTF8.GetString(chunk);
        List<string> words = [];
        DatatroveWords.SplitChunk(text, words);
        _end = _chunkStart;
        foreach (string word in words)
        {
            int bytes = Encoding.UTF8.GetByteCount(word);
            if (_window.Length - _end < bytes)
            {
                MakeRoom(bytes);
            }

            Encoding.UTF8.GetBytes(word, _window.AsSpan(_end));
            _end += bytes;
            AddWord(_chunkStart);
        }
    }

    /// <summary>The bytes from <paramref name="start"/> to the end are a word.</summary>
    private void AddWord(int start)
    {
        // The ring's next place holds the start of the first word of this shingle, once it has gone round.
        int place = (int)(_wordCount++ % Words);
        _starts[place] = start;
        if (_wordCount >= Words)
        {
            int first = _starts[(place + 1) % Words];
            _hashes[_hashCount++] = XxHash64.HashToUInt64(_window.AsSpan(first, _end - first));
            if (_hashCount == _hashes.Length)
            {
                Flush();
            }
        }

        if (_end == _window.Length)
        {
            _chunkStart = _end;
            MakeRoom(1);
        }

        _window[_end++] = (byte)' ';
        _chunkStart = _end;
        _mayBeCut = false;
    }

    private void Flush()
    {
        _permutations.Minimise(_hashes[.._hashCount], _signature);
        _hashCount = 0;
    }

    /// <summary>Moves the last words and the chunk at work to the window's beginning, or to a larger window.</summary>
    private void MakeRoom(int bytes)
    {
        int first = _chunkStart;
        int held = (int)Math.Min(_wordCount, Words);
        for (int i = 0; i < held; i++)
        {
            first = Math.Min(first, _starts[i]);
        }

        int used = _end - first;
        byte[] window = used + bytes > _window.Length / 2 ? ArrayPool<byte>.Shared.Rent(checked(2 * (used + bytes))) : _window;
        _window.AsSpan(first, used).CopyTo(window);
        if (window != _window)
        {
            ArrayPool<byte>.Shared.Return(_window);
            _window = window;
        }

        for (int i = 0; i < held; i++)
        {
            _starts[i] -= first;
        }

        _chunkStart -= first;
        _end -= first;
    }
}
