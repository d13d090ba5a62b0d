namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A model with one coordinate held at a value, as profiles need it.</summary>
internal sealed class HeldModel(IResidualModel model, int held, double value) : IResidualModel
{
    public int ParameterCount => model.ParameterCount - 1;

    public int ResidualCount => model.ResidualCount;

    public int DataCount => model.DataCount;

    public double Lowest(int coordinate) => model.Lowest(Outer(coordinate));

    public double Highest(int coordinate) => model.Highest(Outer(coordinate));

    public double Weight(int residual) => model.Weight(residual);

    public string NameOf(int coordinate) => model.NameOf(Outer(coordinate));

    public bool IsHalfLife(int coordinate) => model.IsHalfLife(Outer(coordinate));

    public double[] StartAt(int start) => Without(model.StartAt(start));

    public double Predict(ReadOnlySpan<double> theta, int residual, double continuation) => model.Predict(With(theta), residual, continuation);

    /// <summary>A point of the whole model without the held coordinate.</summary>
    public double[] Without(double[] theta) => [.. theta.Where((_, i) => i != held)];

    public void Evaluate(ReadOnlySpan<double> theta, Span<double> residuals, Span<double> jacobian)
    {
        double[] whole = With(theta);
        if (jacobian.IsEmpty)
        {
            model.Evaluate(whole, residuals, []);
            return;
        }

        int width = model.ParameterCount;
        double[] all = new double[residuals.Length * width];
        model.Evaluate(whole, residuals, all);
        for (int n = 0; n < residuals.Length; n++)
        {
            ReadOnlySpan<double> row = all.AsSpan(n * width, width);
            Span<double> target = jacobian.Slice(n * (width - 1), width - 1);
            row[..held].CopyTo(target);
            row[(held + 1)..].CopyTo(target[held..]);
        }
    }

    private int Outer(int coordinate) => coordinate < held ? coordinate : coordinate + 1;

    private double[] With(ReadOnlySpan<double> theta)
    {
        double[] whole = new double[theta.Length + 1];
        theta[..held].CopyTo(whole);
        whole[held] = value;
        theta[held..].CopyTo(whole.AsSpan(held + 1));
        return whole;
    }
}
