using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Quality.Rules.Words;

/// <summary>
/// The words of one text in order: their numbers, where they start, and whether a token of white space stands before them (which matters to
/// sentences only). A splitter numbers them in its vocabulary of all texts; <see cref="Measure"/> and <see cref="Glue"/> number them anew
/// among the words of this text alone, so that whatever is asked afterwards stays in the cache. Arrays are reused. Single-threaded.
/// </summary>
internal sealed class DocumentWords
{
    private const int AfterSpace = 1 << 31;

    private readonly WordTable _table = new();
    private Word[] _known = new Word[512];
    private bool[] _isRepeated = new bool[512];
    private bool _isLocal;
    private int[] _ids = new int[1024];
    private int[] _starts = new int[1024];
    private int[] _gluedStarts = new int[1024];
    private int[] _codePointsBefore = new int[1024];
    private byte[] _glued = new byte[8192];

    /// <summary>The vocabulary that the numbers belong to.</summary>
    public Vocabulary Vocabulary { get; private set; } = null!;

    /// <summary>Number of words.</summary>
    public int Count { get; private set; }

    /// <summary>Number of distinct words; after they were numbered among themselves.</summary>
    public int Distinct { get; private set; }

    /// <summary>The words by number.</summary>
    public ReadOnlySpan<Word> Known => _isLocal ? _known : Vocabulary.Words;

    /// <summary>Whether a token of white space ends the text.</summary>
    public bool HasTrailingSpace { get; set; }

    /// <summary>First byte of each word in the text.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The words' bytes one after another, after <see cref="Glue"/>.</summary>
    public ReadOnlySpan<byte> Glued => _glued;

    /// <summary>Where word i starts in <see cref="Glued"/>; one more than there are words.</summary>
    public ReadOnlySpan<int> GluedStarts => _gluedStarts.AsSpan(0, Count + 1);

    /// <summary>Code points of all words before word i, one more than there are words; of words from a vocabulary, after <see cref="Measure"/>.</summary>
    public ReadOnlySpan<int> CodePointsBefore => _codePointsBefore.AsSpan(0, Count + 1);

    /// <summary>Empties the list.</summary>
    public void Begin(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        Count = 0;
        HasTrailingSpace = false;
        _isLocal = false;
    }

    /// <summary>Empties the list for words that <see cref="NumberLocal"/> numbers among themselves; until then a word is its length.</summary>
    public void BeginLocal()
    {
        Count = 0;
        HasTrailingSpace = false;
        _isLocal = true;
    }

    /// <summary>
    /// Numbers and counts the words. A loop of its own: a wrong guess about where words end does not wait for a look-up, nor a look-up for it.
    /// What the distinct words are is for <see cref="Learn"/> to say.
    /// </summary>
    public void NumberLocal(ReadOnlySpan<byte> text)
    {
        _table.Reset(text.Length);
        Span<int> ids = _ids.AsSpan(0, Count);
        ReadOnlySpan<int> starts = _starts.AsSpan(0, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            int word = ids[i];
            ids[i] = _table.Add(text, starts[i], word & ~AfterSpace) | (word & AfterSpace);
        }

        Distinct = _table.Count;
        while (_known.Length < Distinct)
        {
            GrowKnown();
        }

        for (int number = 0; number < Distinct; number++)
        {
            _isRepeated[number] = _table[number].Count > 1;
        }
    }

    /// <summary>Where a word that <see cref="NumberLocal"/> numbered first occurred, and its bytes.</summary>
    public (int Start, int Length) FirstOccurrence(int number) => (_table[number].Start, _table[number].Length);

    /// <summary>Says what a word is that <see cref="NumberLocal"/> numbered.</summary>
    public void Learn(int number, int codePoints, WordTraits traits)
    {
        (_, int length, int count) = _table[number];
        ref Word word = ref _known[number];
        word.Length = length;
        word.CodePoints = codePoints;
        word.Traits = traits;
        word.Count = count;
    }

    /// <summary>The number of word i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Id(int i) => _ids[i] & ~AfterSpace;

    /// <summary>Code points of n words from word i on, together.</summary>
    public int CodePointsOf(int i, int n)
    {
        ReadOnlySpan<Word> known = Known;
        int codePoints = 0;
        for (int end = i + n; i < end; i++)
        {
            codePoints += known[Id(i)].CodePoints;
        }

        return codePoints;
    }

    /// <summary>How many of words [first, end) have white space before them.</summary>
    public int CountAfterSpace(int first, int end)
    {
        ReadOnlySpan<int> ids = _ids.AsSpan(first, end - first);
        int count = 0;
        int i = 0;
        for (; i <= ids.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            count += BitOperations.PopCount(Vector256.Create(ids[i..]).ExtractMostSignificantBits());
        }

        for (; i < ids.Length; i++)
        {
            count += ids[i] >>> 31;
        }

        return count;
    }

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
            GrowWords();
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
        EnsureSums();
    }

    /// <summary>By number: whether a word occurs more than once; after the words were numbered among themselves.</summary>
    public ReadOnlySpan<bool> AreRepeated => _isRepeated;

    /// <summary>Numbers the words among themselves and fills <see cref="CodePointsBefore"/>; nothing when they are already.</summary>
    public void Measure()
    {
        if (!_isLocal)
        {
            Localise();
        }
    }

    /// <summary>As <see cref="Measure"/>, and fills <see cref="Glued"/> and where each word starts in it.</summary>
    public void Glue(ReadOnlySpan<byte> text)
    {
        Measure();
        if (_gluedStarts.Length < Count + 1)
        {
            _gluedStarts = new int[BitOperations.RoundUpToPowerOf2((uint)Count + 1)];
        }

        if (_glued.Length < text.Length + Vector128<byte>.Count)
        {
            _glued = new byte[(int)Math.Min(Array.MaxLength, BitOperations.RoundUpToPowerOf2((uint)text.Length + (uint)Vector128<byte>.Count))];
        }

        int bytes = 0;
        for (int i = 0; i < Count; i++)
        {
            int start = _starts[i];
            int length = _known[Id(i)].Length;
            _gluedStarts[i] = bytes;
            if (length <= Vector128<byte>.Count && start + Vector128<byte>.Count <= text.Length)
            {
                // The bytes too many are written over by the next word.
                Vector128.Create(text.Slice(start, Vector128<byte>.Count)).CopyTo(_glued, bytes);
            }
            else
            {
                text.Slice(start, length).CopyTo(_glued.AsSpan(bytes));
            }

            bytes += length;
        }

        _gluedStarts[Count] = bytes;
    }

    private void Localise()
    {
        EnsureSums();
        int text = Vocabulary.NextText();
        Distinct = 0;
        int codePoints = 0;
        for (int i = 0; i < Count; i++)
        {
            ref Word word = ref Vocabulary.Reference(Id(i));
            if (word.Text != text)
            {
                if (Distinct == _known.Length)
                {
                    GrowKnown();
                }

                (word.Text, word.Local) = (text, Distinct);
                _known[Distinct] = word;
                _known[Distinct++].Count = 0;
            }

            int number = word.Local;
            _ids[i] = number | (_ids[i] & AfterSpace);
            _codePointsBefore[i] = codePoints;
            ref Word local = ref _known[number];
            local.Count++;
            codePoints += local.CodePoints;
        }

        _codePointsBefore[Count] = codePoints;
        _isLocal = true;
        for (int number = 0; number < Distinct; number++)
        {
            _isRepeated[number] = _known[number].Count > 1;
        }
    }

    private void GrowWords()
    {
        Array.Resize(ref _ids, _ids.Length * 2);
        Array.Resize(ref _starts, _ids.Length);
    }

    private void GrowKnown()
    {
        Array.Resize(ref _known, _known.Length * 2);
        Array.Resize(ref _isRepeated, _known.Length);
    }

    private void EnsureSums()
    {
        if (_codePointsBefore.Length < Count + 1)
        {
            Array.Resize(ref _codePointsBefore, (int)BitOperations.RoundUpToPowerOf2((uint)Count + 1));
        }
    }
}
