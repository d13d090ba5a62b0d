namespace DataCuration.Tests.Deduplication.PruningTheory;

/// <summary>Nodes and weights of Gauss-Legendre quadrature on [-1, 1].</summary>
internal sealed class GaussLegendre
{
    public GaussLegendre(int count)
    {
        Nodes = new double[count];
        Weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)), slope = 1;
            for (int step = 0; step < 100; step++)
            {
                double previous = 1, value = x;
                for (int n = 2; n <= count; n++)
                {
                    (previous, value) = (value, (((2 * n) - 1) * x * value / n) - ((n - 1) * previous / n));
                }

                slope = count * ((x * value) - previous) / ((x * x) - 1);
                double next = x - (value / slope);
                bool isDone = Math.Abs(next - x) < 1e-15;
                x = next;
                if (isDone) break;
            }

            Nodes[i] = x;
            Weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }
    }

    public double[] Nodes { get; }

    public double[] Weights { get; }

    /// <summary>The nodes and weights on an interval.</summary>
    public IEnumerable<(double X, double Weight)> On(double from, double to)
    {
        for (int i = 0; i < Nodes.Length; i++)
        {
            yield return ((((to - from) * Nodes[i]) + from + to) / 2, Weights[i] * (to - from) / 2);
        }
    }
}
