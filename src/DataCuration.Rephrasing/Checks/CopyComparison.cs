using System.Text.RegularExpressions;

namespace DataCuration.Rephrasing.Checks;

/// <summary>How much of an output is copied: the share of its 13-word runs that the source holds. Pure.</summary>
public static partial class CopyComparison
{
    private const int RunLength = 13;

    /// <summary>In [0, 1]. An output below 13 words is one run.</summary>
    public static double CopiedShare(string source, string output)
    {
        string[] outputWords = WordsOf(output);
        if (outputWords.Length == 0)
            return 0;
        int length = Math.Min(RunLength, outputWords.Length);
        HashSet<string> runs = [.. RunsOf(WordsOf(source), length)];
        int total = 0;
        int copied = 0;
        foreach (string run in RunsOf(outputWords, length))
        {
            total++;
            copied += runs.Contains(run) ? 1 : 0;
        }

        return (double)copied / total;
    }

    internal static string[] WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static IEnumerable<string> RunsOf(string[] words, int length) =>
        Enumerable.Range(0, Math.Max(0, words.Length - length + 1)).Select(i => string.Join(' ', words, i, length));

    // A Chinese, Japanese or Korean character is a word of its own: those scripts have no spaces.
    [GeneratedRegex(@"[\u2E80-\u9FFF\uAC00-\uD7FF]|[\p{L}\p{M}\p{N}-[\u2E80-\u9FFF\uAC00-\uD7FF]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
