namespace DataCuration.Rephrasing.Checks;

/// <summary>
/// Loops in an output, by the fractions of Gopher (Rae et al. 2021, arXiv 2112.11446, table A1). Differs from the rule for web pages: a run of words counts from its
/// third occurrence on, because completions are short. Pure.
/// </summary>
public static class WordRepetition
{
    private const double MaxDuplicateLines = 0.30;
    private const int MinOccurrences = 3;
    private static readonly (int Words, double MaxShare)[] Top = [(2, 0.20), (3, 0.18), (4, 0.16)];
    private static readonly (int Words, double MaxShare)[] Repeated = [(5, 0.15), (6, 0.14), (7, 0.13), (8, 0.12), (9, 0.11), (10, 0.10)];

    /// <summary>The largest of the fractions, each over its threshold; above 1 is a loop.</summary>
    public static double WorstExcess(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        double worst = lines.Length == 0 ? 0 : (1 - ((double)lines.Distinct(StringComparer.Ordinal).Count() / lines.Length)) / MaxDuplicateLines;
        string[] words = CopyComparison.WordsOf(text);
        double total = words.Sum(word => word.Length);
        if (total == 0)
            return worst;
        foreach ((int length, double maxShare) in Top)
        {
            double most = GroupsOf(words, length).Select(group => group.Sum(start => Size(words, start, length))).DefaultIfEmpty().Max();
            worst = Math.Max(worst, most / total / maxShare);
        }

        foreach ((int length, double maxShare) in Repeated)
        {
            bool[] isRepeated = new bool[words.Length];
            foreach (int start in GroupsOf(words, length).SelectMany(group => group.Skip(1)))
                Array.Fill(isRepeated, true, start, length);
            worst = Math.Max(worst, words.Where((_, i) => isRepeated[i]).Sum(word => word.Length) / total / maxShare);
        }

        return worst;
    }

    private static IEnumerable<IGrouping<string, int>> GroupsOf(string[] words, int length) =>
        Enumerable.Range(0, Math.Max(0, words.Length - length + 1))
            .GroupBy(i => string.Join(' ', words, i, length), StringComparer.Ordinal)
            .Where(group => group.Count() >= MinOccurrences);

    private static int Size(string[] words, int start, int length)
    {
        int sum = 0;
        for (int i = start; i < start + length; i++)
            sum += words[i].Length;
        return sum;
    }
}
