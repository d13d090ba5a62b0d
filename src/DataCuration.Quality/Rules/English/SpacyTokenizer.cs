// spaCy 3.8's English tokenizer (explosion/spaCy, MIT licence), which datatrove 0.10 splits words with, over UTF-8.
// Text is cut at changes between white space and the rest. Each span is looked up whole among the special cases; else prefixes and
// suffixes are split off from outside in until a special case remains or nothing changes; what remains is a special case, an address,
// or is cut at infixes. Last, runs of words that spell a special case are put together (SpacySequences).
// What differs: spaCy runs regular expressions; here their alternatives are written out (SpacyAffixes, SpacyAddress), and the words of
// every distinct span are kept, so that a text costs one look-up a span. White space becomes no word, only a mark on the next one.
// Cost: about 10 ns a span that was met before, about 1 microsecond a new one; memory is bounded by MaxBytes.
using System.Text;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.English;

/// <summary>Splits English text exactly as spaCy does. Reuses its memory; single-threaded.</summary>
internal sealed class SpacyTokenizer : IWordSplitter
{
    private const int MaxBytes = 16 << 20;

    private ByteTable _specials = null!;
    private int[][] _specialWords = [];
    private SpacySequences _sequences = null!;
    private ByteTable _spans = null!;
    private SpanWords[] _spanWords = new SpanWords[1024];
    private int[] _pieces = new int[2048];
    private int _pieceCount;
    private int[] _codePoints = new int[64];
    private int[] _offsets = new int[65];
    private readonly List<(int Start, int End)> _suffixes = [];

    /// <summary>Creates a tokenizer that has met no text.</summary>
    public SpacyTokenizer() => Reset();

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; private set; } = null!;

    /// <inheritdoc/>
    public void BeginDocument()
    {
        if (_spans.ArenaLength + Vocabulary.Bytes + (_pieceCount * sizeof(int)) > MaxBytes)
        {
            Reset();
        }
    }

    /// <inheritdoc/>
    public void Split(ReadOnlySpan<byte> text, DocumentWords words)
    {
        words.Begin(Vocabulary);
        bool maySpanWords = false;
        for (int i = 0; i < text.Length;)
        {
            // One space between spans is no token; any other white space is one.
            int spaces = i;
            i = CharacterTable.SkipSpace(text, i);
            bool isAfterSpace = i > spaces && (spaces == 0 || text[spaces] != (byte)' ' || i - spaces > 1);
            if (i >= text.Length)
            {
                words.HasTrailingSpace = isAfterSpace;
                break;
            }

            int start = i;
            i = CharacterTable.SkipVisible(text, i);
            maySpanWords |= AddSpan(text[start..i], start, isAfterSpace, words);
        }

        if (maySpanWords)
        {
            _sequences.Apply(words);
        }
    }

    /// <summary>Adds the words of a span; true when one of them may be part of a special case that spans words.</summary>
    private bool AddSpan(ReadOnlySpan<byte> span, int start, bool isAfterSpace, DocumentWords words)
    {
        ulong hash = ByteTable.Hash(span);
        int index = _spans.Find(span, hash);
        if (index < 0)
        {
            index = Remember(span, hash);
        }

        ref SpanWords found = ref _spanWords[index];
        if (found.Count == 1)
        {
            words.Add(found.First, start, isAfterSpace);
            return found.MayContinueSequence;
        }

        ReadOnlySpan<Word> vocabulary = Vocabulary.Words;
        foreach (int id in _pieces.AsSpan(found.First, found.Count))
        {
            words.Add(id, start, isAfterSpace);
            start += vocabulary[id].Length;
            isAfterSpace = false;
        }

        return found.MayContinueSequence;
    }

    private int Remember(ReadOnlySpan<byte> span, ulong hash)
    {
        int first = _pieceCount;
        Cut(span, hash, isSpecialAllowed: true);
        int index = _spans.Add(span, hash);
        if (index == _spanWords.Length)
        {
            Array.Resize(ref _spanWords, 2 * index);
        }

        int count = _pieceCount - first;
        bool mayContinue = false;
        foreach (int id in _pieces.AsSpan(first, count))
        {
            mayContinue |= (Vocabulary.Words[id].Traits & WordTraits.ContinuesSequence) != 0;
        }

        _spanWords[index] = new SpanWords { First = count == 1 ? _pieces[first] : first, Count = count, MayContinueSequence = mayContinue };
        _pieceCount = count == 1 ? first : _pieceCount;
        return index;
    }

    /// <summary>Appends the words of a span to the pieces.</summary>
    private void Cut(ReadOnlySpan<byte> span, ulong hash, bool isSpecialAllowed)
    {
        if (isSpecialAllowed && AddSpecial(span, hash))
        {
            return;
        }

        if (!span.ContainsAnyExcept(SpacyRules.AsciiLetters))
        {
            AddPiece(Vocabulary.IdOf(span, hash));
            return;
        }

        int length = Decode(span);
        ReadOnlySpan<int> codePoints = _codePoints.AsSpan(0, length);
        int start = 0, end = length, last = 0;
        _suffixes.Clear();
        while (start < end && end - start != last && !(isSpecialAllowed && IsSpecial(span, start, end)))
        {
            last = end - start;
            int prefix = SpacyAffixes.Prefix(codePoints[start..end]);
            if (prefix > 0 && isSpecialAllowed && IsSpecial(span, start + prefix, end))
            {
                AddPiece(Slice(span, start, start + prefix));
                start += prefix;
                break;
            }

            int suffix = SpacyAffixes.Suffix(codePoints[(start + prefix)..end]);
            if (suffix > 0 && isSpecialAllowed && IsSpecial(span, start, end - suffix))
            {
                _suffixes.Add((end - suffix, end));
                end -= suffix;
                break;
            }

            if (prefix > 0)
            {
                AddPiece(Slice(span, start, start + prefix));
                start += prefix;
            }

            if (suffix > 0)
            {
                _suffixes.Add((end - suffix, end));
                end -= suffix;
            }
        }

        AddMiddle(span, codePoints, start, end, isSpecialAllowed);
        for (int i = _suffixes.Count - 1; i >= 0; i--)
        {
            AddPiece(Slice(span, _suffixes[i].Start, _suffixes[i].End));
        }
    }

    private void AddMiddle(ReadOnlySpan<byte> span, ReadOnlySpan<int> codePoints, int start, int end, bool isSpecialAllowed)
    {
        if (start >= end || (isSpecialAllowed && AddSpecial(Slice(span, start, end), ByteTable.Hash(Slice(span, start, end)))))
        {
            return;
        }

        ReadOnlySpan<int> middle = codePoints[start..end];
        if (SpacyAddress.Matches(middle))
        {
            AddPiece(Slice(span, start, end));
            return;
        }

        int pending = 0;
        for (int at = 0; at < middle.Length;)
        {
            int infix = SpacyAffixes.Infix(middle, at);
            if (infix > 0 && at > 0)
            {
                if (at > pending)
                {
                    AddPiece(Slice(span, start + pending, start + at));
                }

                AddPiece(Slice(span, start + at, start + at + infix));
                pending = at + infix;
            }

            at += Math.Max(1, infix);
        }

        if (pending < middle.Length)
        {
            AddPiece(Slice(span, start + pending, end));
        }
    }

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> span, int start, int end) => span[_offsets[start].._offsets[end]];

    private bool IsSpecial(ReadOnlySpan<byte> span, int start, int end)
    {
        ReadOnlySpan<byte> slice = Slice(span, start, end);
        return !slice.IsEmpty && _specials.Find(slice, ByteTable.Hash(slice)) >= 0;
    }

    private bool AddSpecial(ReadOnlySpan<byte> span, ulong hash)
    {
        int special = _specials.Find(span, hash);
        if (special < 0)
        {
            return false;
        }

        foreach (int id in _specialWords[special])
        {
            AddPiece(id);
        }

        return true;
    }

    private void AddPiece(ReadOnlySpan<byte> word) => AddPiece(Vocabulary.IdOf(word, ByteTable.Hash(word)));

    private void AddPiece(int id)
    {
        if (_pieceCount == _pieces.Length)
        {
            Array.Resize(ref _pieces, 2 * _pieceCount);
        }

        _pieces[_pieceCount++] = id;
    }

    private int Decode(ReadOnlySpan<byte> span)
    {
        if (_codePoints.Length < span.Length)
        {
            _codePoints = new int[2 * span.Length];
            _offsets = new int[(2 * span.Length) + 1];
        }

        int count = 0;
        for (int i = 0; i < span.Length; count++)
        {
            _ = Rune.DecodeFromUtf8(span[i..], out Rune rune, out int length);
            _codePoints[count] = rune.Value;
            _offsets[count] = i;
            i += length;
        }

        _offsets[count] = span.Length;
        return count;
    }

    /// <summary>Forgets all spans and learns the special cases anew, so that a run over any number of documents needs bounded memory.</summary>
    private void Reset()
    {
        Vocabulary = new Vocabulary(SpacyRules.TraitsOf);
        _spans = new ByteTable();
        _specials = new ByteTable();
        _specialWords = new int[SpacyRules.SpecialCases.Count][];
        _pieceCount = 0;
        _sequences = new SpacySequences(Vocabulary);
        foreach ((byte[] text, byte[][] caseWords) in SpacyRules.SpecialCases)
        {
            int index = _specials.Add(text, ByteTable.Hash(text));
            _specialWords[index] = [.. caseWords.Select(word => Vocabulary.IdOf(word, ByteTable.Hash(word)))];
            _pieceCount = 0;
            Cut(text, ByteTable.Hash(text), isSpecialAllowed: false);
            _sequences.Add(_pieces.AsSpan(0, _pieceCount), _specialWords[index]);
        }

        _pieceCount = 0;
    }

    private struct SpanWords
    {
        /// <summary>The word itself when there is one; else the first of its pieces.</summary>
        public int First;
        public int Count;
        public bool MayContinueSequence;
    }
}
