// Repeated spans without a suffix array. Lee et al. 2022 ("Deduplicating Training Data Makes Language Models Better", arXiv 2107.06499, ExactSubstr)
// remove every substring of 50 tokens or more that occurs twice, found in a suffix array of the whole corpus: 8 bytes a token, random access, one machine's
// memory. A position lies in a repeated substring of length L or more exactly when it lies in a window of length L whose content occurs twice. So: hash
// every window, forget those whose hash occurs once (two bitmaps, no order), sort the rest on disk, compare equal hashes by text, and join what overlaps.
// What differs: words or code points instead of bytes, so no character is broken; one copy may stay; the same spans for any thread count and order of files.
// Keeping the first loses nothing: each unit that goes has an equal one at an earlier place, which stays or has one in turn.
// Cost: two passes over the text, one hash a unit, one sort of the windows that repeat. Memory: the limit given, and 40 bytes for each document that may
// have a repeated window.
using DataCuration.Deduplication.Repeats;
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Substrings;

/// <summary>Finds the spans that repeat in a set of texts. See <see cref="IRepeatedTextSearch"/> for the order of calls.</summary>
public sealed class RepeatedSpanSearch : IRepeatedTextSearch
{
    /// <summary>Bumped when other spans may be found.</summary>
    public const string AlgorithmVersion = "1";

    private const string Stage = "substrings";

    private readonly SubstringOptions _options;
    private readonly int _length;
    private readonly string _folder;
    private readonly long _memoryBytes;
    private readonly WindowHashes _hashes;
    private readonly SeenTwiceFilter _filter;
    private readonly ExternalSorter<WindowKey> _windows;
    private readonly TextSpool _texts;
    private int _count;

    /// <summary>A search.</summary>
    /// <param name="options">What to find.</param>
    /// <param name="folder">For working files; made when it is not there, and emptied by <see cref="Dispose"/>.</param>
    /// <param name="memoryBytes">Memory to use.</param>
    /// <param name="textBytes">Bytes of all texts together, roughly: the bitmaps' size follows. The result does not depend on it.</param>
    public RepeatedSpanSearch(SubstringOptions options, string folder, long memoryBytes, long textBytes)
        : this(options, folder, memoryBytes, textBytes, hashBits: 64)
    {
    }

    internal RepeatedSpanSearch(SubstringOptions options, string folder, long memoryBytes, long textBytes, int hashBits)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _length = options.LeastLength();
        ArgumentOutOfRangeException.ThrowIfLessThan(_length, 2, nameof(options));
        _folder = folder;
        _memoryBytes = memoryBytes;
        Directory.CreateDirectory(folder);
        _hashes = new WindowHashes(_length, hashBits);
        _filter = new SeenTwiceFilter(options.Unit == SubstringUnit.Words ? textBytes / 5 : textBytes, memoryBytes / 2);
        _windows = new ExternalSorter<WindowKey>(folder, Stage + "-windows", memoryBytes / 8);
        _texts = new TextSpool(Path.Combine(folder, Stage + "-texts.bin"), options.Unit, memoryBytes / 8);
    }

    /// <inheritdoc/>
    public bool Counts => true;

    /// <inheritdoc/>
    public string Rule => "substrings.repeated";

    /// <summary>Windows whose hash agreed with an earlier one's and whose text did not; known after <see cref="Resolve"/>.</summary>
    public long CollisionCount { get; private set; }

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<byte> utf8)
    {
        TextUnits units = new(_options.Unit);
        units.Read(utf8);
        _hashes.ForEach(units.Hashes, _filter, static (filter, _, hash) => filter.Count(hash));
    }

    /// <inheritdoc/>
    /// <remarks>The scope is not looked at: a span that repeats anywhere is found.</remarks>
    public TextFinds Find(ReadOnlySpan<byte> utf8, ulong scope)
    {
        TextUnits units = new(_options.Unit);
        units.Read(utf8);
        WindowCandidates found = new();
        _hashes.ForEach(units.Hashes, (_filter, found.Windows), static (state, unit, hash) =>
        {
            if (state._filter.IsRepeated(hash))
            {
                state.Windows.Add((unit, hash));
            }
        });
        return found;
    }

    /// <inheritdoc/>
    public void Add(DocumentId id, ReadOnlySpan<byte> utf8, TextFinds finds)
    {
        WindowCandidates candidates = (WindowCandidates)finds;
        if (candidates.Windows.Count > 0)
        {
            _texts.Add(_count, id, utf8);
            foreach ((int unit, ulong hash) in candidates.Windows)
            {
                _windows.Add(new WindowKey(hash, _count, unit));
            }
        }

        _count++;
    }

    /// <inheritdoc/>
    public void Skip() => _count++;

    /// <inheritdoc/>
    public IReadOnlyList<TextEdit> ToEdits(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans) => RepeatEdits.Of(utf8, spans, Rule, _options.Separator);

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">DC1072: a working file is damaged.</exception>
    public IEnumerable<DocumentRepeats> Resolve(CancellationToken cancellationToken)
    {
        using ExternalSorter<UnitSpan> spans = new(_folder, Stage + "-spans", _memoryBytes / 8);
        SpanVerification verification = new(_texts, _options, spans);
        using (ExternalSorter<WindowPair> pairs = new(_folder, Stage + "-pairs", _memoryBytes / 8))
        {
            FindPairs(pairs, cancellationToken);
            using SortedRecords<WindowPair> sorted = pairs.Read();
            while (sorted.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                verification.Add(sorted.Current);
            }
        }

        SettleCollisions(verification, cancellationToken);
        verification.Complete();
        CollisionCount = verification.CollisionCount;
        using SortedRecords<UnitSpan> found = spans.Read();
        List<UnitSpan> ofRow = [];
        while (found.MoveNext())
        {
            UnitSpan span = found.Current;
            if (ofRow.Count > 0 && ofRow[0].Row != span.Row)
            {
                if (ToRepeats(ofRow) is { } repeats)
                {
                    yield return repeats;
                }

                ofRow.Clear();
            }

            // Spans that touch are one cut; the twin is that of the first.
            if (ofRow.Count > 0 && span.Start <= ofRow[^1].End)
            {
                ofRow[^1] = ofRow[^1] with { End = Math.Max(ofRow[^1].End, span.End) };
            }
            else
            {
                ofRow.Add(span);
            }
        }

        if (ofRow.Count > 0 && ToRepeats(ofRow) is { } last)
        {
            yield return last;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _windows.Dispose();
        _texts.Dispose();
    }

    private void FindPairs(ExternalSorter<WindowPair> pairs, CancellationToken cancellationToken)
    {
        using SortedRecords<WindowKey> windows = _windows.Read();
        WindowKey first = new(0, -1, 0);
        while (windows.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (first.Row >= 0 && windows.Current.Hash == first.Hash)
            {
                pairs.Add(new WindowPair(windows.Current.Row, windows.Current.Unit, first.Row, first.Unit));
            }
            else
            {
                first = windows.Current;
            }
        }
    }

    private void SettleCollisions(SpanVerification verification, CancellationToken cancellationToken)
    {
        if (verification.Collisions.Count == 0)
        {
            return;
        }

        using SortedRecords<WindowKey> windows = _windows.Read();
        List<WindowKey> group = [];
        while (windows.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (group.Count > 0 && group[0].Hash != windows.Current.Hash)
            {
                Settle(verification, group);
                group.Clear();
            }

            // Only a group that has to be settled is gathered whole.
            if (group.Count == 0 || verification.Collisions.Contains((group[0].Row, group[0].Unit)))
            {
                group.Add(windows.Current);
            }
        }

        Settle(verification, group);
    }

    private static void Settle(SpanVerification verification, List<WindowKey> group)
    {
        if (group.Count > 1)
        {
            verification.Settle(group);
        }
    }

    private DocumentRepeats? ToRepeats(List<UnitSpan> spans)
    {
        TextSpool.Loaded text = _texts.Load(spans[0].Row);
        List<RepeatedSpan> repeats = [];
        foreach (UnitSpan span in spans)
        {
            if (span.Start < span.End && SpanSnapping.Snap(text.Text, text.Units.Starts[span.Start], text.Units.Ends[span.End - 1], _options.Snap) is { } place)
            {
                repeats.Add(new RepeatedSpan(place.Start, place.End - place.Start, span.End - span.Start, _texts.IdOf(span.TwinRow), span.TwinRow));
            }
        }

        return repeats.Count > 0 ? new DocumentRepeats(spans[0].Row, _texts.IdOf(spans[0].Row), repeats) : null;
    }
}
