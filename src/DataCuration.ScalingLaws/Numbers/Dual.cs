// Forward-mode differentiation (Wengert 1964; Griewank and Walther 2008, chapter 3): a number carries its derivatives by up to 24 parameters through
// every operation, so a law's gradient is that of its formula to the last bit, with no formula of derivatives to keep in step.
// Cost: about the number of parameters in use times the plain evaluation.
using System.Runtime.CompilerServices;

namespace DataCuration.ScalingLaws.Numbers;

/// <summary>A value with its partial derivatives.</summary>
public readonly struct Dual : IReal<Dual>
{
    /// <summary>Most parameters that a number can be differentiated by.</summary>
    public const int MaxParameters = 24;

    private readonly Partials _partials;
    private readonly int _count;

    private Dual(double value, Partials partials, int count)
    {
        Value = value;
        _partials = partials;
        _count = count;
    }

    /// <inheritdoc/>
    public double Value { get; }

    /// <summary>The derivative by a parameter.</summary>
    public double this[int parameter] => parameter < _count ? _partials[parameter] : 0;

    /// <summary>A parameter: its derivative by itself is 1.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="parameter">Its index, below <paramref name="count"/>.</param>
    /// <param name="count">Parameters in use, at most <see cref="MaxParameters"/>.</param>
    public static Dual Parameter(double value, int parameter, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxParameters);
        Partials partials = default;
        partials[parameter] = 1;
        return new Dual(value, partials, count);
    }

    /// <inheritdoc/>
    public static Dual Of(double value) => new(value, default, 0);

    /// <inheritdoc/>
    public static Dual operator +(Dual left, Dual right) => Combine(left.Value + right.Value, left, 1, right, 1);

    /// <inheritdoc/>
    public static Dual operator -(Dual left, Dual right) => Combine(left.Value - right.Value, left, 1, right, -1);

    /// <inheritdoc/>
    public static Dual operator *(Dual left, Dual right) => Combine(left.Value * right.Value, left, right.Value, right, left.Value);

    /// <inheritdoc/>
    public static Dual operator /(Dual left, Dual right) =>
        Combine(left.Value / right.Value, left, 1 / right.Value, right, -left.Value / (right.Value * right.Value));

    /// <inheritdoc/>
    public static Dual Exp(Dual x)
    {
        double value = Math.Exp(x.Value);
        return Chain(value, x, value);
    }

    /// <inheritdoc/>
    public static Dual ExpM1(Dual x) => Chain(Real.ExpM1(x.Value), x, Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Dual Log(Dual x) => Chain(Math.Log(x.Value), x, 1 / x.Value);

    private static Dual Chain(double value, Dual x, double slope)
    {
        Partials partials = default;
        for (int i = 0; i < x._count; i++)
        {
            partials[i] = slope * x._partials[i];
        }

        return new Dual(value, partials, x._count);
    }

    private static Dual Combine(double value, Dual left, double leftSlope, Dual right, double rightSlope)
    {
        int count = Math.Max(left._count, right._count);
        Partials partials = default;
        for (int i = 0; i < left._count; i++)
        {
            partials[i] = leftSlope * left._partials[i];
        }

        for (int i = 0; i < right._count; i++)
        {
            partials[i] += rightSlope * right._partials[i];
        }

        return new Dual(value, partials, count);
    }

    [InlineArray(MaxParameters)]
    private struct Partials
    {
        private double _first;
    }
}
