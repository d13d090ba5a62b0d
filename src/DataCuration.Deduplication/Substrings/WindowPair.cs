namespace DataCuration.Deduplication.Substrings;

/// <summary>A window and an earlier one with the same hash. Ordered by the window's place, then the earlier one's.</summary>
internal readonly record struct WindowPair(int Row, int Unit, int TwinRow, int TwinUnit) : IComparable<WindowPair>
{
    public int CompareTo(WindowPair other) =>
        Row != other.Row ? Row.CompareTo(other.Row)
        : Unit != other.Unit ? Unit.CompareTo(other.Unit)
        : TwinRow != other.TwinRow ? TwinRow.CompareTo(other.TwinRow) : TwinUnit.CompareTo(other.TwinUnit);

    /// <summary>Both windows are the next ones of <paramref name="other"/>'s.</summary>
    public bool Follows(in WindowPair other) => Row == other.Row && TwinRow == other.TwinRow && Unit == other.Unit + 1 && TwinUnit == other.TwinUnit + 1;
}
