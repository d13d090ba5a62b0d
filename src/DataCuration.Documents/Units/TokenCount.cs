using System.Globalization;

namespace DataCuration.Documents.Units;

/// <summary>A number of tokens; may be fractional where a law divides a budget.</summary>
public readonly record struct TokenCount(double Value) : IComparable<TokenCount>
{
    /// <inheritdoc/>
    public int CompareTo(TokenCount other) => Value.CompareTo(other.Value);

    /// <summary>The value with up to four significant digits, for people.</summary>
    public override string ToString() => Value.ToString("G4", CultureInfo.InvariantCulture) + " tokens";

    /// <summary>Order of the values.</summary>
    public static bool operator <(TokenCount left, TokenCount right) => left.Value < right.Value;

    /// <summary>Order of the values.</summary>
    public static bool operator >(TokenCount left, TokenCount right) => left.Value > right.Value;

    /// <summary>Order of the values.</summary>
    public static bool operator <=(TokenCount left, TokenCount right) => left.Value <= right.Value;

    /// <summary>Order of the values.</summary>
    public static bool operator >=(TokenCount left, TokenCount right) => left.Value >= right.Value;
}
