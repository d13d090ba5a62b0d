using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// The words of one text in order: their numbers in a vocabulary, where they start, and whether a token of white space stands before
/// them (which matters to sentences only). Arrays are reused from text to text. Single-threaded.
/// </summary>
internal sealed class DocumentWords
{
    private const int AfterSpace = 1 << 31;

    private int _text;
    private int[] _ids = new int[1024];
    private int[] _starts = new int[1024];
    private int[] _gluedStarts = new int[1024];
    private int[] _codePointsBefore = new int[1024];
    private byte[] _glued = new byte[8192];

    /// <summary>The vocabulary that the numbers belong to.</summary>
    public Vocabulary Vocabulary { get; private set; } = null!;

    /// <summary>Number of words.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a token of white space ends the text.</summary>
    public bool HasTrailingSpace { get; set; }

    /// <summary>First byte of each word in the text.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The words' bytes one after another, after <see cref="Glue"/>.</summary>
    public ReadOnlySpan<byte> Glued => _glued;

    /// <summary>Where word i starts in <see cref="Glued"/>; one more than there are words.</summary>
    public ReadOnlySpan<int> GluedStarts => _gluedStarts.AsSpan(0, Count + 1);

    /// <summary>Code points of all words before word i; one more than there are words.</summary>
    public ReadOnlySpan<int> CodePointsBefore => _codePointsBefore.AsSpan(0, Count + 1);

    /// <summary>Empties the list.</summary>
    public void Begin(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        Count = 0;
        HasTrailingSpace = false;
    }

    /// <summary>The number of word i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Id(int i) => _ids[i] & ~AfterSpace;

    /// <summary>Whether a token of white space stands before word i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAfterSpace(int i) => _ids[i] < 0;

    /// <summary>Adds a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id, int start, bool isAfterSpace)
    {
        int count = Count;
        if (count + 1 >= _ids.Length)
        {
            Array.Resize(ref _ids, _ids.Length * 2);
            Array.Resize(ref _starts, _ids.Length);
        }

        _ids[count] = isAfterSpace ? id | AfterSpace : id;
        _starts[count] = start;
        Count = count + 1;
    }

    /// <summary>Puts other words in place of some, which cover the same bytes; places in rising order.</summary>
    public void Replace(IReadOnlyList<(int First, int Count, int[] Ids)> places)
    {
        int grown = places.Sum(place => Math.Max(0, place.Ids.Length - place.Count));
        int[] ids = new int[Count + grown + 1];
        int[] starts = new int[ids.Length];
        int from = 0, to = 0;
        foreach ((int first, int count, int[] replacement) in places)
        {
            Array.Copy(_ids, from, ids, to, first - from);
            Array.Copy(_starts, from, starts, to, first - from);
            to += first - from;
            int start = _starts[first];
            for (int i = 0; i < replacement.Length; i++, to++)
            {
                ids[to] = IsAfterSpace(first) && i == 0 ? replacement[i] | AfterSpace : replacement[i];
                starts[to] = start;
                start += Vocabulary.Words[replacement[i]].Length;
            }

            from = first + count;
        }

        Array.Copy(_ids, from, ids, to, Count - from);
        Array.Copy(_starts, from, starts, to, Count - from);
        (_ids, _starts, Count) = (ids, starts, to + Count - from);
    }

    /// <summary>Whether word i occurs more than once; after <see cref="Glue"/> or <see cref="Measure"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsRepeated(int i) => Vocabulary.Words[Id(i)].Count > 1;

    /// <summary>Fills <see cref="CodePointsBefore"/> alone.</summary>
    public void Measure()
    {
        if (_codePointsBefore.Length < Count + 1)
        {
            _gluedStarts = new int[BitOperations.RoundUpToPowerOf2((uint)Count + 1)];
            _codePointsBefore = new int[_gluedStarts.Length];
        }

        int text = NextText();
        int codePoints = 0;
        for (int i = 0; i < Count; i++)
        {
            _codePointsBefore[i] = codePoints;
            codePoints += Vocabulary.Count(Id(i), text).CodePoints;
        }

        _codePointsBefore[Count] = codePoints;
    }

    /// <summary>Fills <see cref="Glued"/> and the two sums.</summary>
    public void Glue(ReadOnlySpan<byte> text)
    {
        if (_gluedStarts.Length < Count + 1)
        {
            _gluedStarts = new int[BitOperations.RoundUpToPowerOf2((uint)Count + 1)];
            _codePointsBefore = new int[_gluedStarts.Length];
        }

        if (_glued.Length < text.Length)
        {
            _glued = new byte[(int)Math.Min(Array.MaxLength, BitOperations.RoundUpToPowerOf2((uint)text.Length))];
        }

        int number = NextText();
        int bytes = 0, codePoints = 0;
        for (int i = 0; i < Count; i++)
        {
            ref readonly Word word = ref Vocabulary.Count(Id(i), number);
            _gluedStarts[i] = bytes;
            _codePointsBefore[i] = codePoints;
            text.Slice(_starts[i], word.Length).CopyTo(_glued.AsSpan(bytes));
            bytes += word.Length;
            codePoints += word.CodePoints;
        }

        _gluedStarts[Count] = bytes;
        _codePointsBefore[Count] = codePoints;
    }

    /// <summary>One number a text; the vocabulary's counts of an older text do not matter.</summary>
    private int NextText() => _text = _text == int.MaxValue ? 1 : _text + 1;
}
