namespace DataCuration.ExtractionEvaluation;

/// <summary>Scores pages by shingles and prints the means.</summary>
internal static class ShingleScores
{
    /// <summary>Prints the scores.</summary>
    public static void Print(IReadOnlyList<EvaluationPage> pages, Func<EvaluationPage, string> extract, bool showsPages)
    {
        List<ShingleScore> scores = [];
        foreach (EvaluationPage page in pages)
        {
            ShingleScore score = ShingleScore.Of(page.Expected!, extract(page));
            scores.Add(score);
            if (showsPages)
            {
                Console.WriteLine($"{score.F1:F3} p {score.Precision:F3} r {score.Recall:F3}  {page.Id}");
            }
        }

        double precision = scores.Where(score => score.TruePositives + score.FalsePositives > 0).Average(score => score.Precision);
        double recall = scores.Where(score => score.TruePositives + score.FalseNegatives > 0).Average(score => score.Recall);
        double exact = scores.Count(score => score.FalsePositives + score.FalseNegatives == 0) / (double)scores.Count;
        Console.WriteLine($"{pages.Count} pages: F1 {2 * precision * recall / (precision + recall):F4} precision {precision:F4} recall {recall:F4} exact {exact:F4}; mean of page F1 {scores.Average(score => score.F1):F4}");
    }
}
