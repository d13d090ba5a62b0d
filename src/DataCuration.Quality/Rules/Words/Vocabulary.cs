using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// The distinct words met so far, numbered, with what the rules ask about each. Two words are the same exactly when their numbers are.
/// Single-threaded.
/// </summary>
/// <param name="traitsOf">The traits of a new word.</param>
internal sealed class Vocabulary(WordClassifier traitsOf)
{
    /// <summary>The base of <see cref="Word.Hash"/>; odd, so that it has an inverse modulo 2^64.</summary>
    public const ulong HashBase = 0x9E3779B97F4A7C15;

    private readonly ByteTable _table = new();
    private Word[] _words = new Word[512];
    private int _text;

    /// <summary>Number of distinct words.</summary>
    public int Size => _table.Count;

    /// <summary>The words by number.</summary>
    public ReadOnlySpan<Word> Words => _words;

    /// <summary>Bytes of all words.</summary>
    public int Bytes => _table.ArenaLength;

    /// <summary>The bytes of a word.</summary>
    public ReadOnlySpan<byte> Text(int id) => _table[id];

    /// <summary>The number of a word, which is new when it was not met before.</summary>
    /// <param name="bytes">The word.</param>
    /// <param name="hash">Its <see cref="ByteTable.Hash"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IdOf(ReadOnlySpan<byte> bytes, ulong hash)
    {
        int id = _table.Find(bytes, hash);
        return id >= 0 ? id : Learn(bytes, hash);
    }

    private int Learn(ReadOnlySpan<byte> bytes, ulong hash)
    {
        int id = _table.Add(bytes, hash);
        if (id == _words.Length)
        {
            Array.Resize(ref _words, 2 * id);
        }

        ulong polynomial = 0;
        foreach (byte unit in bytes)
        {
            polynomial = (polynomial * HashBase) + unit + 1;
        }

        _words[id] = new Word
        {
            Length = bytes.Length,
            CodePoints = CharacterTable.CountCodePoints(bytes),
            Traits = traitsOf(bytes),
            StopWord = StopWords.Bit(bytes),
            Hash = polynomial,
        };
        return id;
    }

    /// <summary>A number for a text, so that the words' own notes of an older text do not matter; never 0.</summary>
    public int NextText() => _text = _text == int.MaxValue ? 1 : _text + 1;

    /// <summary>A word, to be changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Word Reference(int id) => ref _words[id];

    /// <summary>Adds traits to a word.</summary>
    public void Mark(int id, WordTraits traits) => _words[id].Traits |= traits;
}
