using DataCuration.Deduplication.Repeats;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>The hashed n-grams of the paragraphs of one text; paragraphs that are too short have none.</summary>
internal sealed class GramFinds : TextFinds
{
    public List<(TextPiece Piece, UInt128[] Grams)> Paragraphs { get; } = [];
}
