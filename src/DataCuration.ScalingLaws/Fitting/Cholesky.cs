namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Solves symmetric positive definite systems. Pure.</summary>
internal static class Cholesky
{
    public static bool TrySolve(double[] matrix, double[] right, int size, out double[] solution)
    {
        double[] factor = [.. matrix];
        solution = [.. right];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = factor[(i * size) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= factor[(i * size) + k] * factor[(j * size) + k];
                }

                if (i == j)
                {
                    if (!(sum > 0) || !double.IsFinite(sum))
                    {
                        return false;
                    }

                    factor[(i * size) + i] = Math.Sqrt(sum);
                }
                else
                {
                    factor[(i * size) + j] = sum / factor[(j * size) + j];
                }
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < i; k++)
            {
                solution[i] -= factor[(i * size) + k] * solution[k];
            }

            solution[i] /= factor[(i * size) + i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
            {
                solution[i] -= factor[(k * size) + i] * solution[k];
            }

            solution[i] /= factor[(i * size) + i];
        }

        return true;
    }
}
