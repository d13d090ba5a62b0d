namespace DataCuration.Deduplication.Sorting;

/// <summary>Two rows that may be duplicates, the smaller row first. Ordered by left, then right.</summary>
/// <param name="Left">The smaller row.</param>
/// <param name="Right">The larger row.</param>
internal readonly record struct RowPair(int Left, int Right) : IComparable<RowPair>
{
    /// <summary>The pair of two different rows in either order.</summary>
    public static RowPair Of(int one, int other) => one < other ? new RowPair(one, other) : new RowPair(other, one);

    public int CompareTo(RowPair other) => Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
}
