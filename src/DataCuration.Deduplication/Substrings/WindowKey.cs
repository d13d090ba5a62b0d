namespace DataCuration.Deduplication.Substrings;

/// <summary>A window that may be repeated. Ordered by hash, then place.</summary>
internal readonly record struct WindowKey(ulong Hash, int Row, int Unit) : IComparable<WindowKey>
{
    public int CompareTo(WindowKey other) => Hash != other.Hash ? Hash.CompareTo(other.Hash) : Row != other.Row ? Row.CompareTo(other.Row) : Unit.CompareTo(other.Unit);
}
