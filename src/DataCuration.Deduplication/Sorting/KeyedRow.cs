using System.Runtime.InteropServices;

namespace DataCuration.Deduplication.Sorting;

/// <summary>A 128-bit key and the row it belongs to: 20 bytes on disk. Ordered by key, then row.</summary>
/// <param name="High">The key's high half.</param>
/// <param name="Low">The key's low half.</param>
/// <param name="Row">The row.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct KeyedRow(ulong High, ulong Low, int Row) : IComparable<KeyedRow>
{
    /// <summary>A key with its row.</summary>
    public KeyedRow(UInt128 key, int row)
        : this((ulong)(key >> 64), (ulong)key, row)
    {
    }

    /// <summary>The whole key.</summary>
    public UInt128 Key => new(High, Low);

    /// <summary>Both belong to the same key.</summary>
    public bool HasKeyOf(in KeyedRow other) => High == other.High && Low == other.Low;

    /// <summary>Order by key alone.</summary>
    public static int CompareKeys(KeyedRow left, KeyedRow right)
    {
        int byHigh = left.High.CompareTo(right.High);
        return byHigh != 0 ? byHigh : left.Low.CompareTo(right.Low);
    }

    /// <inheritdoc/>
    public int CompareTo(KeyedRow other)
    {
        if (High != other.High)
        {
            return High < other.High ? -1 : 1;
        }

        return Low != other.Low ? (Low < other.Low ? -1 : 1) : Row.CompareTo(other.Row);
    }

    /// <summary>Order by key, then row.</summary>
    public static bool operator <(KeyedRow left, KeyedRow right) => left.CompareTo(right) < 0;

    /// <summary>Order by key, then row.</summary>
    public static bool operator >(KeyedRow left, KeyedRow right) => left.CompareTo(right) > 0;

    /// <summary>Order by key, then row.</summary>
    public static bool operator <=(KeyedRow left, KeyedRow right) => left.CompareTo(right) <= 0;

    /// <summary>Order by key, then row.</summary>
    public static bool operator >=(KeyedRow left, KeyedRow right) => left.CompareTo(right) >= 0;
}
