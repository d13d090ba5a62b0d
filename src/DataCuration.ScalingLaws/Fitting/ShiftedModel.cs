namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A model whose measurements are moved, in the space of its residuals.</summary>
internal sealed class ShiftedModel(IResidualModel model, double[] shifts) : IResidualModel
{
    public int ParameterCount => model.ParameterCount;

    public int ResidualCount => model.ResidualCount;

    public int DataCount => model.DataCount;

    public double Lowest(int coordinate) => model.Lowest(coordinate);

    public double Highest(int coordinate) => model.Highest(coordinate);

    public double Weight(int residual) => model.Weight(residual);

    public string NameOf(int coordinate) => model.NameOf(coordinate);

    public bool IsHalfLife(int coordinate) => model.IsHalfLife(coordinate);

    public double[] StartAt(int start) => model.StartAt(start);

    public double Predict(ReadOnlySpan<double> theta, int residual, double continuation) => model.Predict(theta, residual, continuation);

    public void Evaluate(ReadOnlySpan<double> theta, Span<double> residuals, Span<double> jacobian)
    {
        model.Evaluate(theta, residuals, jacobian);
        for (int n = 0; n < shifts.Length; n++)
        {
            residuals[n] += shifts[n];
        }
    }
}
