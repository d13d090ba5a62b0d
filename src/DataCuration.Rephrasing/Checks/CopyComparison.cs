using System.Text.RegularExpressions;

namespace DataCuration.Rephrasing.Checks;

/// <summary>How much of an output is copied: the share of its 13-word runs that the source holds. Pure.</summary>
public static partial class CopyComparison
{
    private const int RunLength = 13;

    /// <summary>In [0, 1]. An output below 13 words is one run.</summary>
    public static double CopiedShare(string source, string output)
    {
        WordRuns numbers = new();
        int[] words = numbers.Number(WordsOf(output));
        if (words.Length == 0)
            return 0;
        int[] sourceWords = numbers.Number(WordsOf(source));
        int length = Math.Min(RunLength, words.Length);
        (int[] runs, int[] sourceRuns) = ([.. words], [.. sourceWords]);
        for (int next = 2; next <= length; next++)
            numbers.Lengthen(next, (words, runs), (sourceWords, sourceRuns));

        HashSet<int> known = [.. sourceRuns.AsSpan(0, Math.Max(0, sourceWords.Length - length + 1))];
        int total = words.Length - length + 1;
        return (double)runs.AsSpan(0, total).ToArray().Count(known.Contains) / total;
    }

    internal static string[] WordsOf(string text)
    {
        List<string> words = [];
        foreach (ValueMatch match in Word().EnumerateMatches(text))
            words.Add(text.Substring(match.Index, match.Length).ToLowerInvariant());
        return [.. words];
    }

    // A Chinese, Japanese or Korean character is a word of its own: those scripts have no spaces.
    [GeneratedRegex(@"[\u2E80-\u9FFF\uAC00-\uD7FF]|[\p{L}\p{M}\p{N}-[\u2E80-\u9FFF\uAC00-\uD7FF]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
