using System.Runtime.InteropServices;

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
        WordRuns numbers = new();
        int[] numbered = numbers.Number(words);
        int[] runs = [.. numbered];
        int[] sizes = [.. words.Select(word => word.Length)];
        for (int length = 2; length <= Repeated[^1].Words; length++)
        {
            numbers.Lengthen(length, (numbered, runs));
            ReadOnlySpan<int> current = runs.AsSpan(0, Math.Max(0, words.Length - length + 1));
            double size = length <= Top[^1].Words ? MostFrequent(current, sizes, length) / Top[length - Top[0].Words].MaxShare
                : Covered(current, sizes, length) / Repeated[length - Repeated[0].Words].MaxShare;
            worst = Math.Max(worst, size / total);
        }

        return worst;
    }

    /// <summary>Letters of all occurrences of the run that takes most of them.</summary>
    private static double MostFrequent(ReadOnlySpan<int> runs, int[] sizes, int length)
    {
        Dictionary<int, (int Count, int Start)> groups = GroupsOf(runs);
        return groups.Values.Where(group => group.Count >= MinOccurrences).Select(group => group.Count * sizes.AsSpan(group.Start, length).ToArray().Sum()).DefaultIfEmpty().Max();
    }

    /// <summary>Letters of all repeated runs, without the first occurrence of each.</summary>
    private static double Covered(ReadOnlySpan<int> runs, int[] sizes, int length)
    {
        Dictionary<int, (int Count, int Start)> groups = GroupsOf(runs);
        double letters = 0;
        int end = 0;
        for (int i = 0; i < runs.Length; i++)
        {
            if (groups[runs[i]] is { Count: >= MinOccurrences } group && group.Start != i)
            {
                for (int word = Math.Max(i, end); word < i + length; word++)
                    letters += sizes[word];
                end = i + length;
            }
        }

        return letters;
    }

    private static Dictionary<int, (int Count, int Start)> GroupsOf(ReadOnlySpan<int> runs)
    {
        Dictionary<int, (int Count, int Start)> groups = [];
        for (int i = 0; i < runs.Length; i++)
        {
            ref (int Count, int Start) group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, runs[i], out bool isKnown);
            group = isKnown ? (group.Count + 1, group.Start) : (1, i);
        }

        return groups;
    }
}
