namespace DataCuration.ExtractionEvaluation;

/// <summary>Scores pages by pieces that must and must not occur, as trafilatura's evaluation does, and prints the totals.</summary>
internal static class PieceScores
{
    /// <summary>Prints the scores.</summary>
    public static void Print(IReadOnlyList<EvaluationPage> pages, Func<EvaluationPage, string> extract, bool showsPages)
    {
        int truePositives = 0;
        int falseNegatives = 0;
        int falsePositives = 0;
        int trueNegatives = 0;
        foreach (EvaluationPage page in pages)
        {
            string text = extract(page);
            string[] missing = [.. page.With.Where(piece => !text.Contains(piece, StringComparison.Ordinal))];
            string[] unwanted = [.. page.Without.Where(piece => text.Contains(piece, StringComparison.Ordinal))];
            falseNegatives += missing.Length;
            truePositives += page.With.Count - missing.Length;
            falsePositives += unwanted.Length;
            trueNegatives += page.Without.Count - unwanted.Length;
            if (showsPages && missing.Length + unwanted.Length > 0)
            {
                Console.WriteLine($"{page.Id} ({text.Length} characters)");
                Console.WriteLine(string.Join('\n', missing.Select(piece => "   - " + piece).Concat(unwanted.Select(piece => "   + " + piece))));
            }
        }

        double precision = truePositives / (double)Math.Max(1, truePositives + falsePositives);
        double recall = truePositives / (double)Math.Max(1, truePositives + falseNegatives);
        double accuracy = (truePositives + trueNegatives) / (double)(truePositives + trueNegatives + falsePositives + falseNegatives);
        Console.WriteLine($"{pages.Count} pages: precision {precision:F3} recall {recall:F3} accuracy {accuracy:F3} F {2 * precision * recall / (precision + recall):F3}");
    }
}
