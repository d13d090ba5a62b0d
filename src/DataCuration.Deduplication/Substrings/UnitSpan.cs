namespace DataCuration.Deduplication.Substrings;

/// <summary>Units [Start, End) of a document, repeated in another row. Ordered by place.</summary>
internal readonly record struct UnitSpan(int Row, int Start, int End, int TwinRow) : IComparable<UnitSpan>
{
    public int CompareTo(UnitSpan other) =>
        Row != other.Row ? Row.CompareTo(other.Row)
        : Start != other.Start ? Start.CompareTo(other.Start)
        : End != other.End ? other.End.CompareTo(End) : TwinRow.CompareTo(other.TwinRow);
}
