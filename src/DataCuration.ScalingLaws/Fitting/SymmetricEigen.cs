// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan 2013, section 8.5). Cost: O(n^3) a sweep, a few sweeps.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Decomposes small symmetric matrices. Pure.</summary>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 60;

    /// <summary>Eigenvalues, and eigenvectors as columns (row-major).</summary>
    public static (double[] Values, double[] Vectors) Decompose(double[] matrix, int size)
    {
        double[] a = [.. matrix];
        double[] vectors = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            vectors[(i * size) + i] = 1;
        }

        for (int sweep = 0; sweep < MaxSweeps && OffDiagonal(a, size) > 1e-30 * Diagonal(a, size); sweep++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    Rotate(a, vectors, size, p, q);
                }
            }
        }

        return ([.. Enumerable.Range(0, size).Select(i => a[(i * size) + i])], vectors);
    }

    private static void Rotate(double[] a, double[] vectors, int size, int p, int q)
    {
        double apq = a[(p * size) + q];
        if (apq == 0)
        {
            return;
        }

        double theta = (a[(q * size) + q] - a[(p * size) + p]) / (2 * apq);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1);
        double s = t * c;
        for (int k = 0; k < size; k++)
        {
            (double kp, double kq) = (a[(k * size) + p], a[(k * size) + q]);
            (a[(k * size) + p], a[(k * size) + q]) = ((c * kp) - (s * kq), (s * kp) + (c * kq));
        }

        for (int k = 0; k < size; k++)
        {
            (double pk, double qk) = (a[(p * size) + k], a[(q * size) + k]);
            (a[(p * size) + k], a[(q * size) + k]) = ((c * pk) - (s * qk), (s * pk) + (c * qk));
            (double vp, double vq) = (vectors[(k * size) + p], vectors[(k * size) + q]);
            (vectors[(k * size) + p], vectors[(k * size) + q]) = ((c * vp) - (s * vq), (s * vp) + (c * vq));
        }
    }

    private static double OffDiagonal(double[] a, int size)
    {
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += a[(i * size) + j] * a[(i * size) + j];
            }
        }

        return sum;
    }

    private static double Diagonal(double[] a, int size)
    {
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += a[(i * size) + i] * a[(i * size) + i];
        }

        return sum;
    }
}
