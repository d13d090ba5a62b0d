using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Numbers;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>
/// A law and measurements as a least-squares problem. The search moves transformed parameters (logarithms of positive ones, the irreducible loss
/// as a part of the smallest), so that every point it visits is allowed. Immutable.
/// </summary>
internal sealed class CurveModel : IResidualModel
{
    private readonly LossLaw _law;
    private readonly IReadOnlyList<Measurement> _measurements;
    private readonly CurveFitOptions _options;
    private readonly double[] _fixed;
    private readonly int[] _moved;
    private readonly double _maxIrreducible;

    public CurveModel(LossLaw law, IReadOnlyList<Measurement> measurements, CurveFitOptions options)
    {
        (_law, _measurements, _options) = (law, measurements, options);
        _maxIrreducible = 0.98 * measurements.Min(measurement => measurement.Loss);
        _fixed = [.. law.Parameters.Select(parameter => options.Fixed.GetValueOrDefault(parameter.Name, parameter.Kind == ParameterKind.Fixed ? parameter.Lowest : double.NaN))];
        _moved = [.. Enumerable.Range(0, _fixed.Length).Where(index => double.IsNaN(_fixed[index]))];
    }

    public int ParameterCount => _moved.Length;

    public int ResidualCount => _measurements.Count;

    public int DataCount => _measurements.Count;

    public double Lowest(int coordinate) => IsIrreducible(coordinate) ? 0 : -40;

    public double Highest(int coordinate) => IsIrreducible(coordinate) ? 1 : 40;

    /// <summary>The irreducible loss lies between 0 and this.</summary>
    public double MaxIrreducible => _maxIrreducible;

    /// <summary>Indices of the law's parameters that the search moves.</summary>
    public IReadOnlyList<int> Moved => _moved;

    public double Weight(int residual) => _measurements[residual].Weight;

    public string NameOf(int coordinate) => _law.Parameters[_moved[coordinate]].Name;

    public bool IsHalfLife(int coordinate) => _law.Parameters[_moved[coordinate]].IsHalfLife;

    public double Predict(ReadOnlySpan<double> theta, int residual, double continuation)
    {
        TrainingRun run = _measurements[residual].Run;
        return _law.Predict(continuation == 1 ? run : new TrainingRun(run.Unique, [.. run.Tokens.Select(tokens => continuation * tokens)], run.ModelParameters), ToParameters(theta));
    }

    public double[] StartAt(int start)
    {
        double[] theta = new double[_moved.Length];
        for (int i = 0; i < theta.Length; i++)
        {
            LawParameter parameter = _law.Parameters[_moved[i]];
            double share = Halton.At(start, i);
            theta[i] = parameter.Kind switch
            {
                ParameterKind.Positive => Between(Math.Log(parameter.Lowest), Math.Log(parameter.Highest), share),
                ParameterKind.Negative => Between(Math.Log(-parameter.Highest), Math.Log(-parameter.Lowest), share),
                ParameterKind.Irreducible => share,
                _ => Between(parameter.Lowest, parameter.Highest, share),
            };
        }

        return theta;
    }

    /// <summary>The law's parameters at a point of the search.</summary>
    public double[] ToParameters(ReadOnlySpan<double> theta)
    {
        double[] parameters = new double[_fixed.Length];
        Span<Real> reals = stackalloc Real[_fixed.Length];
        Transform(theta, reals, static (value, _, _) => new Real(value));
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = reals[i].Value;
        }

        return parameters;
    }

    /// <summary>The point of the search for given parameters; values at an end of their range come to lie just inside.</summary>
    public double[] ToTheta(IReadOnlyList<double> parameters) => [.. _moved.Select((index, coordinate) => Math.Clamp(
        _law.Parameters[index].Kind switch
        {
            ParameterKind.Positive => Math.Log(parameters[index]),
            ParameterKind.Negative => Math.Log(-parameters[index]),
            ParameterKind.Irreducible => parameters[index] / _maxIrreducible,
            _ => parameters[index],
        },
        Lowest(coordinate),
        Highest(coordinate)))];

    /// <summary>Whether a coordinate has run to the end of what the search allows: the irreducible loss to nothing or to all, another to its limit.</summary>
    public bool IsAtBound(int coordinate, double theta) =>
        theta <= Lowest(coordinate) + 1e-6 || theta >= Highest(coordinate) - 1e-6;

    private bool IsIrreducible(int coordinate) => _law.Parameters[_moved[coordinate]].Kind == ParameterKind.Irreducible;

    public void Evaluate(ReadOnlySpan<double> theta, Span<double> residuals, Span<double> jacobian)
    {
        if (jacobian.IsEmpty)
        {
            Span<Real> reals = stackalloc Real[_fixed.Length];
            Transform(theta, reals, static (value, _, _) => new Real(value));
            for (int n = 0; n < _measurements.Count; n++)
            {
                double predicted = _law.Evaluate<Real>(_measurements[n].Run, reals).Value;
                residuals[n] = Residual(_measurements[n].Loss, predicted);
            }

            return;
        }

        Dual[] duals = new Dual[_fixed.Length];
        Transform<Dual>(theta, duals, Dual.Parameter);
        for (int n = 0; n < _measurements.Count; n++)
        {
            Dual predicted = _law.Evaluate<Dual>(_measurements[n].Run, duals);
            residuals[n] = Residual(_measurements[n].Loss, predicted.Value);
            double slope = _options.Loss == FitLoss.Squared ? -1 : -1 / predicted.Value;
            for (int i = 0; i < _moved.Length; i++)
            {
                jacobian[(n * _moved.Length) + i] = slope * predicted[i];
            }
        }
    }

    private double Residual(double loss, double predicted) =>
        _options.Loss == FitLoss.Squared ? loss - predicted : predicted > 0 ? Math.Log(loss) - Math.Log(predicted) : double.NaN;

    private void Transform<TReal>(ReadOnlySpan<double> theta, Span<TReal> parameters, Func<double, int, int, TReal> variable)
        where TReal : struct, IReal<TReal>
    {
        for (int i = 0; i < _fixed.Length; i++)
        {
            parameters[i] = TReal.Of(_fixed[i]);
        }

        for (int i = 0; i < _moved.Length; i++)
        {
            TReal x = variable(theta[i], i, _moved.Length);
            parameters[_moved[i]] = _law.Parameters[_moved[i]].Kind switch
            {
                ParameterKind.Positive => TReal.Exp(x),
                ParameterKind.Negative => TReal.Of(0) - TReal.Exp(x),
                ParameterKind.Irreducible => TReal.Of(_maxIrreducible) * x,
                _ => x,
            };
        }
    }

    private static double Between(double low, double high, double share) => low + ((high - low) * share);
}
