using System.Runtime.InteropServices;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>The key of a piece and its place: 32 bytes. Ordered by key, then place.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct PieceKey(ulong High, ulong Low, int Row, int Start, int Length) : IComparable<PieceKey>
{
    public bool HasKeyOf(in PieceKey other) => High == other.High && Low == other.Low;

    public int CompareTo(PieceKey other) =>
        High != other.High ? High.CompareTo(other.High)
        : Low != other.Low ? Low.CompareTo(other.Low)
        : Row != other.Row ? Row.CompareTo(other.Row) : Start.CompareTo(other.Start);
}
