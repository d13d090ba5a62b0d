using System.Globalization;

namespace DataCuration.Documents.Units;

/// <summary>Floating-point operations spent on training, counted as C = 6 N D (Kaplan et al. 2020, section 2.1).</summary>
public readonly record struct Flops(double Value) : IComparable<Flops>
{
    /// <summary>Training tokens a model with <paramref name="parameters"/> parameters sees for this compute: D = C / (6 N).</summary>
    public TokenCount TokensFor(double parameters) => new(Value / (6 * parameters));

    /// <inheritdoc/>
    public int CompareTo(Flops other) => Value.CompareTo(other.Value);

    /// <summary>The value with up to four significant digits, for people.</summary>
    public override string ToString() => Value.ToString("G4", CultureInfo.InvariantCulture) + " FLOPs";

    /// <summary>Order of the values.</summary>
    public static bool operator <(Flops left, Flops right) => left.Value < right.Value;

    /// <summary>Order of the values.</summary>
    public static bool operator >(Flops left, Flops right) => left.Value > right.Value;

    /// <summary>Order of the values.</summary>
    public static bool operator <=(Flops left, Flops right) => left.Value <= right.Value;

    /// <summary>Order of the values.</summary>
    public static bool operator >=(Flops left, Flops right) => left.Value >= right.Value;
}
