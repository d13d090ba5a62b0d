namespace DataCuration.ScalingLaws.Fitting;

/// <summary>The Halton sequence: points that fill a cube evenly, the same on every machine (Halton 1960). Pure.</summary>
internal static class Halton
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113];

    /// <summary>Coordinate <paramref name="dimension"/> of point <paramref name="index"/>, in (0, 1).</summary>
    public static double At(int index, int dimension)
    {
        int radix = Primes[dimension % Primes.Length];
        double fraction = 1;
        double value = 0;
        for (int i = index + 1; i > 0; i /= radix)
        {
            fraction /= radix;
            value += fraction * (i % radix);
        }

        return value;
    }
}
