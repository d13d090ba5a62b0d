namespace DataCuration.ScalingLaws.Numbers;

/// <summary>A plain number.</summary>
public readonly record struct Real(double Value) : IReal<Real>
{
    /// <inheritdoc/>
    public static Real Of(double value) => new(value);

    /// <inheritdoc/>
    public static Real operator +(in Real left, in Real right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Real operator -(in Real left, in Real right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Real operator *(in Real left, in Real right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static Real operator /(in Real left, in Real right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    public static Real Exp(in Real x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Real ExpM1(in Real x) => new(ExpM1(x.Value));

    /// <inheritdoc/>
    public static Real Log(in Real x) => new(Math.Log(x.Value));

    /// <summary>e^x - 1 without cancellation (Kahan's form).</summary>
    internal static double ExpM1(double x)
    {
        double power = Math.Exp(x);
        if (power == 1)
        {
            return x;
        }

        double difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * x / Math.Log(power);
    }
}
