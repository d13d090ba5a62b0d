namespace DataCuration.ScalingLaws.Fitting;

/// <summary>An observation with what the law says of it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Measured">The measured loss.</param>
/// <param name="Predicted">The fitted loss.</param>
public sealed record FittedPoint(string Run, double Measured, double Predicted)
{
    /// <summary>ln measured - ln predicted.</summary>
    public double LogResidual => Math.Log(Measured) - Math.Log(Predicted);
}
