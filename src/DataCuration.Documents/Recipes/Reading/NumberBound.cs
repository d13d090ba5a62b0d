using System.Globalization;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>What a number may be.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value; infinity for none.</param>
/// <param name="IsMinExclusive">True when the least value itself is not allowed.</param>
internal readonly record struct NumberBound(double Min, double Max = double.PositiveInfinity, bool IsMinExclusive = false)
{
    public bool Contains(double value) => (IsMinExclusive ? value > Min : value >= Min) && value <= Max;

    public override string ToString()
    {
        string min = Min.ToString("R", CultureInfo.InvariantCulture);
        string low = IsMinExclusive ? $"above {min}" : $"at least {min}";
        return double.IsPositiveInfinity(Max) ? low : $"{low} and at most {Max.ToString("R", CultureInfo.InvariantCulture)}";
    }
}
