using DataCuration.Documents;

namespace DataCuration.Deduplication.Repeats;

/// <summary>Text that occurs elsewhere too.</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes; both ends lie between characters.</param>
/// <param name="Units">Words, code points, lines or paragraphs in it, as the method counts.</param>
/// <param name="Twin">A document that has the text too; the document itself when it repeats itself, or when the method does not know.</param>
/// <param name="TwinRow">That document's number in the order of adding.</param>
public readonly record struct RepeatedSpan(int Start, int Length, int Units, DocumentId Twin, int TwinRow)
{
    /// <summary>The byte after the last.</summary>
    public int End => Start + Length;
}
