using System.Text;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Contamination;

/// <summary>Plants every item and looks for it: a search that silently finds nothing is worse than none. Pure.</summary>
public static class ContaminationSelfCheck
{
    private const string Before = "Qvortrup wandered northwards, counting seventeen lanterns. ";
    private const string After = " Zephyrine answered that nobody had ever catalogued those marshes.";

    /// <summary>The items that are not found when they are a document, or, unless they are too short for it, inside one. Empty when all are.</summary>
    public static IReadOnlyList<EvaluationItem> Missed(ContaminationIndex index, ContaminationOptions options)
    {
        ArgumentNullException.ThrowIfNull(index);
        ContaminationScanner scanner = new(index, options);
        List<EvaluationItem> missed = [];
        for (int item = 0; item < index.Items.Count; item++)
        {
            string text = index.Items[item].Text;
            bool isFound = index.WordCounts[item] == 0
                || (Finds(scanner, text, item) && (index.WordCounts[item] <= ContaminationIndex.WholeDocumentWords || Finds(scanner, Before + text + After, item)));
            if (!isFound)
            {
                missed.Add(index.Items[item]);
            }
        }

        return missed;
    }

    private static bool Finds(ContaminationScanner scanner, string text, int item)
    {
        scanner.Scan(Encoding.UTF8.GetBytes(text));
        return scanner.Matches.Any(match => match.Item == item);
    }
}
