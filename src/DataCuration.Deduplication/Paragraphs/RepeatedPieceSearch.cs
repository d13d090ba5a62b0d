// Repeated lines and paragraphs by exact keys. CCNet (Wenzek et al. 2019, arXiv 1911.00359, section 3.1) removes every line that an earlier document of a
// shard group has, by 64 bits of SHA-1 over the normalised line; Llama 3 (2024, section 3.1.1) removes lines that occur more than 6 times among 30 million
// documents. Here: 128-bit keys (64 collide above 10^9 lines) sorted on disk, so neither the order of files nor threads nor memory changes what goes, and
// the first copies may stay. Short lines never go.
// Cost: one pass over the text, 28 bytes on disk a line, one sort; 16 bytes of memory a document.
using DataCuration.Deduplication.Exact;
using DataCuration.Deduplication.Repeats;
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>Finds lines or paragraphs that occur too often. See <see cref="IRepeatedTextSearch"/> for the order of calls.</summary>
public sealed class RepeatedPieceSearch : IRepeatedTextSearch
{
    /// <summary>Bumped when other pieces may be found.</summary>
    public const string AlgorithmVersion = "1." + ExactHash.AlgorithmVersion;

    private readonly string _name;
    private readonly string _folder;
    private readonly long _memoryBytes;
    private readonly TextNormalisation _normalise;
    private readonly RepeatRemoval _remove;
    private readonly int _maxCopies;
    private readonly int _minWords;
    private readonly int _minCharacters;
    private readonly bool _areLines;
    private readonly ExternalSorter<PieceKey> _keys;
    private readonly List<DocumentId> _ids = [];

    /// <summary>A search for paragraphs.</summary>
    /// <param name="options">What to find; <see cref="ParagraphMode.Exact"/>.</param>
    /// <param name="folder">For working files; made when it is not there.</param>
    /// <param name="memoryBytes">Memory to use.</param>
    public RepeatedPieceSearch(ParagraphOptions options, string folder, long memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_name, _folder, _memoryBytes, _normalise, _remove) = ("paragraphs", folder, memoryBytes, options.Normalise, options.Remove);
        (_maxCopies, _minWords, _minCharacters) = (1, options.MinWords, int.MaxValue);
        _keys = CreateSorter();
    }

    /// <summary>A search for lines.</summary>
    /// <param name="options">What to find.</param>
    /// <param name="folder">For working files; made when it is not there.</param>
    /// <param name="memoryBytes">Memory to use.</param>
    public RepeatedPieceSearch(LineOptions options, string folder, long memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_name, _folder, _memoryBytes, _normalise, _remove) = ("lines", folder, memoryBytes, options.Normalise, options.Remove);
        (_maxCopies, _minWords, _minCharacters, _areLines) = (options.MaxCopies, options.MinWords, options.MinCharacters, true);
        _keys = CreateSorter();
    }

    /// <inheritdoc/>
    public bool Counts => false;

    /// <inheritdoc/>
    public string Rule => _name + ".repeated";

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<byte> utf8)
    {
    }

    /// <inheritdoc/>
    public TextFinds Find(ReadOnlySpan<byte> utf8, ulong scope)
    {
        PieceFinds finds = new();
        foreach (TextPiece piece in _areLines ? TextPieces.Lines(utf8) : TextPieces.Paragraphs(utf8))
        {
            ReadOnlySpan<byte> text = utf8[piece.Start..piece.End];
            if (!text.IsEmpty && (TextPieces.HasWords(text, _minWords) || TextPieces.Characters(text) >= _minCharacters))
            {
                UInt128 key = ExactHash.Compute(text, _normalise);
                finds.Pieces.Add((scope == 0 ? key : key ^ (new UInt128(scope, scope * 0x9E37_79B9_7F4A_7C15)), piece));
            }
        }

        return finds;
    }

    /// <inheritdoc/>
    public void Add(DocumentId id, ReadOnlySpan<byte> utf8, TextFinds finds)
    {
        foreach ((UInt128 key, TextPiece piece) in ((PieceFinds)finds).Pieces)
        {
            _keys.Add(new PieceKey((ulong)(key >> 64), (ulong)key, _ids.Count, piece.Start, piece.Next - piece.Start));
        }

        _ids.Add(id);
    }

    /// <inheritdoc/>
    public void Skip() => _ids.Add(default);

    /// <inheritdoc/>
    public IEnumerable<DocumentRepeats> Resolve(CancellationToken cancellationToken)
    {
        using ExternalSorter<PieceSpan> spans = new(_folder, _name + "-spans", _memoryBytes / 4);
        FindSpans(spans, cancellationToken);
        using SortedRecords<PieceSpan> sorted = spans.Read();
        int row = -1;
        List<RepeatedSpan> ofRow = [];
        while (sorted.MoveNext())
        {
            if (sorted.Current.Row != row && ofRow.Count > 0)
            {
                yield return new DocumentRepeats(row, _ids[row], [.. ofRow]);
                ofRow.Clear();
            }

            row = sorted.Current.Row;
            ofRow.Add(new RepeatedSpan(sorted.Current.Start, sorted.Current.Length, 1, _ids[sorted.Current.TwinRow], sorted.Current.TwinRow));
        }

        if (ofRow.Count > 0)
        {
            yield return new DocumentRepeats(row, _ids[row], ofRow);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TextEdit> ToEdits(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return [.. spans.Select(span => new TextEdit(Rule, span.Start, span.Length, ""))];
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private ExternalSorter<PieceKey> CreateSorter()
    {
        Directory.CreateDirectory(_folder);
        return new ExternalSorter<PieceKey>(_folder, _name + "-keys", _memoryBytes / 2);
    }

    private void FindSpans(ExternalSorter<PieceSpan> spans, CancellationToken cancellationToken)
    {
        using SortedRecords<PieceKey> keys = _keys.Read();
        List<PieceKey> first = [];
        long copies = 0;
        while (keys.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            PieceKey piece = keys.Current;
            if (first.Count == 0 || !first[0].HasKeyOf(piece))
            {
                first.Clear();
                copies = 0;
            }

            copies++;
            if (copies <= _maxCopies)
            {
                first.Add(piece);
                continue;
            }

            if (_remove == RepeatRemoval.All && copies == _maxCopies + 1)
            {
                first.ForEach(each => spans.Add(new PieceSpan(each.Row, each.Start, each.Length, piece.Row)));
            }

            spans.Add(new PieceSpan(piece.Row, piece.Start, piece.Length, first[0].Row));
        }
    }
}
