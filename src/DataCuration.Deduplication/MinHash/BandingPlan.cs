// Bands and rows for a threshold: minimise w * (false positives) + (1 - w) * (false negatives), the areas under the S-curve below the
// threshold and over it above, over all bands * rows <= hashes. This is datasketch's rule (MinHashLSH, weights 0.5 and 0.5), with its
// integration by the midpoints of 0.001, so that plans agree with the widespread ones. Cost: hashes * log(hashes) * 1000 steps.
namespace DataCuration.Deduplication.MinHash;

/// <summary>Chooses bands and rows. Pure.</summary>
public static class BandingPlan
{
    private const double Step = 0.001;

    /// <summary>The bands and rows with the least error.</summary>
    /// <param name="threshold">The similarity from which pairs should meet, in (0, 1).</param>
    /// <param name="hashes">Most hashes a signature may have.</param>
    /// <param name="falsePositiveWeight">Weight of false positives in [0, 1].</param>
    public static (int Bands, int Rows) Optimal(double threshold, int hashes, double falsePositiveWeight = 0.5)
    {
        (int Bands, int Rows) best = (1, 1);
        double least = double.PositiveInfinity;
        for (int bands = 1; bands <= hashes; bands++)
        {
            for (int rows = 1; rows <= hashes / bands; rows++)
            {
                double falsePositives = Area(0, threshold, s => Probability(s, bands, rows));
                double falseNegatives = Area(threshold, 1, s => 1 - Probability(s, bands, rows));
                double error = (falsePositiveWeight * falsePositives) + ((1 - falsePositiveWeight) * falseNegatives);
                if (error < least)
                {
                    least = error;
                    best = (bands, rows);
                }
            }
        }

        return best;
    }

    private static double Probability(double similarity, int bands, int rows) => 1 - Math.Pow(1 - Math.Pow(similarity, rows), bands);

    private static double Area(double from, double to, Func<double, double> curve)
    {
        double area = 0;
        for (double x = from; x < to; x += Step)
        {
            area += curve(x + (0.5 * Step)) * Step;
        }

        return area;
    }
}
