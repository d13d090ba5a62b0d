using DataCuration.Documents;
using DataCuration.Documents.Edits;

namespace DataCuration.Deduplication.Repeats;

/// <summary>
/// Finds text that repeats in a set of documents. When it <see cref="Counts"/>: <see cref="Count"/> for every text, in any order and on any threads. Then
/// <see cref="Find"/> (any threads) and <see cref="Add"/> (in order, one thread) for every text, then <see cref="Resolve"/> once.
/// </summary>
public interface IRepeatedTextSearch : IDisposable
{
    /// <summary>It wants to see all texts once before <see cref="Find"/>.</summary>
    bool Counts { get; }

    /// <summary>The rule that its cuts are made by, for example <c>substrings.repeated</c>.</summary>
    string Rule { get; }

    /// <summary>The first pass over a text. Thread-safe.</summary>
    void Count(ReadOnlySpan<byte> utf8);

    /// <summary>The pass that every search makes. Thread-safe.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="scope">Texts of different scopes are not compared; 0 is the global one. See <see cref="DocumentSketcher.ScopeOf"/>.</param>
    TextFinds Find(ReadOnlySpan<byte> utf8, ulong scope);

    /// <summary>Adds a text with what <see cref="Find"/> found in it. One thread, in the order that decides which copy is the first.</summary>
    void Add(DocumentId id, ReadOnlySpan<byte> utf8, TextFinds finds);

    /// <summary>A document that takes no part but has a number.</summary>
    void Skip();

    /// <summary>The documents with spans that go, in the order of adding.</summary>
    IEnumerable<DocumentRepeats> Resolve(CancellationToken cancellationToken);

    /// <summary>The spans of a text as cuts.</summary>
    IReadOnlyList<TextEdit> ToEdits(ReadOnlySpan<byte> utf8, IReadOnlyList<RepeatedSpan> spans);
}
