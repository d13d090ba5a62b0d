// The "big friendly filter" (allenai/bff, as DataComp-LM, Li et al. 2024, arXiv 2406.11794, section 4.2 used it; mode old-both, 13-grams, 0.8, 0.01): a paragraph
// goes when more than a share of its word n-grams is in a Bloom filter of everything before it; a paragraph that stays enters the filter; a document goes
// whole when that share of all its n-grams was there. What differs: the filter's seeds are fixed and texts come in a defined order, so every run gives the
// same bytes; words are runs between white space with other characters split off, not Unicode word bounds; the filter is made for the counted number of
// n-grams and refuses to run full.
// Cost: one pass over the text, or two when the n-grams are counted; 9.6 bits an n-gram at a rate of 0.01.
using System.Text;
using DataCuration.Deduplication.MinHash;
using DataCuration.Deduplication.Repeats;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>Finds paragraphs whose n-grams were seen before. See <see cref="IRepeatedTextSearch"/> for the order of calls.</summary>
public sealed class SeenParagraphSearch : IRepeatedTextSearch
{
    /// <summary>Bumped when other paragraphs may be found.</summary>
    public const string AlgorithmVersion = "1";

    private readonly ParagraphOptions _options;
    private readonly long _memoryBytes;
    private readonly List<DocumentRepeats> _found = [];
    private BloomFilter? _filter;
    private long _grams;
    private int _count;

    /// <summary>A search.</summary>
    /// <param name="options">What to find; <see cref="ParagraphMode.Bff"/>.</param>
    /// <param name="memoryBytes">Memory to use; the filter must fit.</param>
    public SeenParagraphSearch(ParagraphOptions options, long memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _memoryBytes = memoryBytes;
    }

    /// <inheritdoc/>
    public bool Counts => _options.Keys is null;

    /// <inheritdoc/>
    public string Rule => "paragraphs.seen";

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<byte> utf8)
    {
        long grams = 0;
        foreach ((_, UInt128[] ofParagraph) in ((GramFinds)Find(utf8, 0)).Paragraphs)
        {
            grams += ofParagraph.Length;
        }

        Interlocked.Add(ref _grams, grams);
    }

    /// <inheritdoc/>
    /// <remarks>There is one filter; the scope is not looked at.</remarks>
    public TextFinds Find(ReadOnlySpan<byte> utf8, ulong scope)
    {
        GramFinds finds = new();
        List<int> ends = [], starts = [];
        foreach (TextPiece piece in TextPieces.Lines(utf8))
        {
            ReadOnlySpan<byte> text = utf8[piece.Start..piece.End];
            ReadWords(text, starts, ends);
            int grams = Math.Max(0, starts.Count - _options.MinWords + 1);
            UInt128[] hashes = new UInt128[grams];
            for (int i = 0; i < grams; i++)
            {
                hashes[i] = BloomFilter.Hash(text[starts[i]..ends[i + _options.MinWords - 1]]);
            }

            finds.Paragraphs.Add((piece, hashes));
        }

        return finds;
    }

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">DC2170: more n-grams than the filter was made for. DC2171: the filter does not fit into the memory.</exception>
    public void Add(DocumentId id, ReadOnlySpan<byte> utf8, TextFinds finds)
    {
        _filter ??= CreateFilter();
        List<RepeatedSpan> spans = [];
        long seenOfAll = 0, all = 0;
        foreach ((TextPiece piece, UInt128[] grams) in ((GramFinds)finds).Paragraphs)
        {
            int seen = grams.Count(_filter.MayContain);
            seenOfAll += seen;
            all += grams.Length;
            if (grams.Length > 0 && seen > _options.Threshold * grams.Length)
            {
                spans.Add(new RepeatedSpan(piece.Start, piece.Next - piece.Start, grams.Length, id, _count));
                continue;
            }

            Array.ForEach(grams, _filter.Add);
        }

        if (all > 0 && seenOfAll > _options.Threshold * all)
        {
            spans = [new RepeatedSpan(0, utf8.Length, (int)Math.Min(all, int.MaxValue), id, _count)];
        }

        if (spans.Count > 0)
        {
            _found.Add(new DocumentRepeats(_count, id, spans));
        }

        _count++;
    }

    /// <inheritdoc/>
    public void Skip() => _count++;

    /// <inheritdoc/>
    public IEnumerable<DocumentRepeats> Resolve(CancellationToken cancellationToken) => _found;

    /// <inheritdoc/>
    public IReadOnlyList<TextEdit> ToEdits(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return [.. spans.Select(span => new TextEdit(Rule, span.Start, span.Length, ""))];
    }

    /// <inheritdoc/>
    public void Dispose() => _filter = null;

    private BloomFilter CreateFilter()
    {
        long keys = Math.Max(1, _options.Keys ?? _grams), bytes = BloomFilter.BytesFor(keys, _options.FalsePositiveRate);
        return bytes <= _memoryBytes
            ? new BloomFilter(keys, _options.FalsePositiveRate)
            : throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2171",
                    $"The Bloom filter for {keys} n-grams needs {bytes >> 20} MiB; the run may use {_memoryBytes >> 20} MiB. " +
                    "Raise --memory or 'deduplicate.paragraphs.falsePositiveRate', or use the mode 'exact', which sorts on disk."),
                ExitCode.Usage);
    }

    // Letters, marks and numbers in runs; every other character that is no white space by itself, as word bounds divide "don't" into one and "a,b" into three.
    private static void ReadWords(ReadOnlySpan<byte> text, List<int> starts, List<int> ends)
    {
        starts.Clear();
        ends.Clear();
        bool isInWord = false;
        for (int at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf8(text[at..], out Rune rune, out int length);
            bool isWord = FoldedCharacters.Fold(rune) != FoldedCharacters.Separator && !FoldedCharacters.IsUnspaced(rune.Value);
            if (!Rune.IsWhiteSpace(rune))
            {
                if (isWord && isInWord)
                {
                    ends[^1] = at + length;
                }
                else
                {
                    starts.Add(at);
                    ends.Add(at + length);
                }
            }

            isInWord = isWord && !Rune.IsWhiteSpace(rune);
            at += length;
        }
    }
}
