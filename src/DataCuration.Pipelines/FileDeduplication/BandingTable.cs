using System.Globalization;
using System.Text;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What a choice of bands and rows finds, for people to read before they run it.</summary>
public static class BandingTable
{
    /// <summary>One line on the choice and one for each similarity: the probabilities that a pair is compared, and that it is an edge.</summary>
    public static string Of(MinHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string shingle = options.ShingleCharacters > 0 ? $"{options.ShingleCharacters} characters" : $"{options.ShingleWords} words";
        StringBuilder table = new();
        table.AppendLine(CultureInfo.InvariantCulture, $"{options.Bands} bands of {options.Rows} rows over shingles of {shingle}; half of the pairs meet at similarity {BandingCurve.HalfwaySimilarity(options):F3}");
        table.AppendLine("similarity  compared  accepted");
        foreach (double similarity in new[] { 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95 })
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{similarity,10:F2}  {BandingCurve.Probability(options, similarity),8:F4}  {BandingCurve.EdgeProbability(options, similarity),8:F4}");
        }

        return table.ToString();
    }
}
