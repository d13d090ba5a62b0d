namespace DataCuration.ScalingLaws.Numbers;

/// <summary>
/// What a law's formula needs of a number, so that it is written once and evaluated with plain numbers (<see cref="Real"/>) or with their derivatives
/// (<see cref="Dual"/>).
/// </summary>
public interface IReal<TSelf>
    where TSelf : struct, IReal<TSelf>
{
    /// <summary>The plain value.</summary>
    double Value { get; }

    /// <summary>A constant.</summary>
    static abstract TSelf Of(double value);

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(in TSelf left, in TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(in TSelf left, in TSelf right);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(in TSelf left, in TSelf right);

    /// <summary>Quotient.</summary>
    static abstract TSelf operator /(in TSelf left, in TSelf right);

    /// <summary>e to the power of it.</summary>
    static abstract TSelf Exp(in TSelf x);

    /// <summary>e^x - 1, exact near 0.</summary>
    static abstract TSelf ExpM1(in TSelf x);

    /// <summary>The natural logarithm; above 0.</summary>
    static abstract TSelf Log(in TSelf x);
}
