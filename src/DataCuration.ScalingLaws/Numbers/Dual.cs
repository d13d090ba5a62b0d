// Forward-mode differentiation (Wengert 1964; Griewank and Walther 2008, chapter 3): a number carries its derivatives by up to 24 parameters through
// every operation, so a law's gradient is that of its formula to the last bit, with no formula of derivatives to keep in step.
// Cost: about the number of parameters in use times the plain evaluation.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataCuration.ScalingLaws.Numbers;

/// <summary>A value with its partial derivatives.</summary>
public readonly struct Dual : IReal<Dual>
{
    /// <summary>Most parameters that a number can be differentiated by.</summary>
    public const int MaxParameters = 24;

    private readonly Partials _partials;
    private readonly int _count;

    private Dual(double value, in Partials partials, int count)
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
    public static Dual operator +(in Dual left, in Dual right) => Combine(left.Value + right.Value, left, 1, right, 1);

    /// <inheritdoc/>
    public static Dual operator -(in Dual left, in Dual right) => Combine(left.Value - right.Value, left, 1, right, -1);

    /// <inheritdoc/>
    public static Dual operator *(in Dual left, in Dual right) => Combine(left.Value * right.Value, left, right.Value, right, left.Value);

    /// <inheritdoc/>
    public static Dual operator /(in Dual left, in Dual right) =>
        Combine(left.Value / right.Value, left, 1 / right.Value, right, -left.Value / (right.Value * right.Value));

    /// <inheritdoc/>
    public static Dual Exp(in Dual x)
    {
        double value = Math.Exp(x.Value);
        return Chain(value, x, value);
    }

    /// <inheritdoc/>
    public static Dual ExpM1(in Dual x) => Chain(Real.ExpM1(x.Value), x, Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Dual Log(in Dual x) => Chain(Math.Log(x.Value), x, 1 / x.Value);

    private static Dual Chain(double value, in Dual x, double slope)
    {
        Partials partials = default;
        Scale(ref partials, x, slope);
        return new Dual(value, partials, x._count);
    }

    private static Dual Combine(double value, in Dual left, double leftSlope, in Dual right, double rightSlope)
    {
        Partials partials = default;
        if (right._count == 0)
        {
            Scale(ref partials, left, leftSlope);
            return new Dual(value, partials, left._count);
        }

        if (left._count == 0)
        {
            Scale(ref partials, right, rightSlope);
            return new Dual(value, partials, right._count);
        }

        // Partials beyond the count are 0, so whole vectors may be combined.
        int count = Math.Max(left._count, right._count);
        ref double target = ref partials[0];
        ref double first = ref Unsafe.AsRef(in left._partials[0]);
        ref double second = ref Unsafe.AsRef(in right._partials[0]);
        for (nuint i = 0; i < (nuint)count; i += 4)
        {
            Vector256<double> sum = (leftSlope * Vector256.LoadUnsafe(ref first, i)) + (rightSlope * Vector256.LoadUnsafe(ref second, i));
            sum.StoreUnsafe(ref target, i);
        }

        return new Dual(value, partials, count);
    }

    private static void Scale(ref Partials partials, in Dual x, double slope)
    {
        ref double target = ref partials[0];
        ref double source = ref Unsafe.AsRef(in x._partials[0]);
        for (nuint i = 0; i < (nuint)x._count; i += 4)
        {
            (slope * Vector256.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
        }
    }

    [InlineArray(MaxParameters)]
    private struct Partials
    {
        private double _first;
    }
}
