namespace DataCuration.Rephrasing.Checks;

/// <summary>A text as the weights of its words. Immutable.</summary>
public sealed class TermVector
{
    private readonly int[] _terms;
    private readonly double[] _weights;

    /// <summary>From terms in ascending order and their weights.</summary>
    internal TermVector(int[] terms, double[] weights)
    {
        double norm = Math.Sqrt(weights.Sum(weight => weight * weight));
        (_terms, _weights) = (terms, Array.ConvertAll(weights, weight => weight / norm));
    }

    /// <summary>In [0, 1]; 0 when either has no words.</summary>
    public double Cosine(TermVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        double dot = 0;
        for (int i = 0, j = 0; i < _terms.Length && j < other._terms.Length;)
        {
            int order = _terms[i].CompareTo(other._terms[j]);
            if (order == 0)
                dot += _weights[i] * other._weights[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return Math.Min(1, dot);
    }
}
