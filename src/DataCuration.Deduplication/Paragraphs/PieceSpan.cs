namespace DataCuration.Deduplication.Paragraphs;

/// <summary>A piece that goes, and the row of a copy. Ordered by place.</summary>
internal readonly record struct PieceSpan(int Row, int Start, int Length, int TwinRow) : IComparable<PieceSpan>
{
    public int CompareTo(PieceSpan other) => Row != other.Row ? Row.CompareTo(other.Row) : Start.CompareTo(other.Start);
}
