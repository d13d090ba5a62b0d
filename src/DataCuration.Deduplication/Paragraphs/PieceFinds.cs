using DataCuration.Deduplication.Repeats;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>The pieces of one text that are long enough to count, with their keys.</summary>
internal sealed class PieceFinds : TextFinds
{
    public List<(UInt128 Key, TextPiece Piece)> Pieces { get; } = [];
}
