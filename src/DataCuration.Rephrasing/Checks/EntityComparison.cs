using System.Text.RegularExpressions;

namespace DataCuration.Rephrasing.Checks;

/// <summary>
/// The share of names in an output that its source does not hold. A name is a run of capitalised words or a word all in capitals, not at a sentence's start:
/// a cheap stand-in for entity recognition that only scripts with capitals allow. Pure.
/// </summary>
public static partial class EntityComparison
{
    private const double MinCasedShare = 0.5;

    /// <summary>In [0, 1]; 0 when the output names nothing; null when its script has no capitals.</summary>
    public static double? NovelShare(string source, string output)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(output);
        int letters = output.Count(char.IsLetter);
        if (letters == 0 || output.Count(c => char.IsUpper(c) || char.IsLower(c)) < MinCasedShare * letters)
            return null;

        HashSet<string> known = new(CopyComparison.WordsOf(source), StringComparer.Ordinal);
        int names = 0;
        int novel = 0;
        foreach (Match match in Name().Matches(output))
        {
            string name = match.Value;
            if (IsSentenceInitial(output, match.Index))
            {
                // The first word is capitalised anyway; what follows it is a name only if it is still two words or all in capitals.
                int space = name.IndexOf(' ', StringComparison.Ordinal);
                name = space < 0 ? "" : name[(space + 1)..];
                if (!Name().IsMatch(name))
                    continue;
            }

            names++;
            novel += CopyComparison.WordsOf(name).All(known.Contains) ? 0 : 1;
        }

        return names == 0 ? 0 : (double)novel / names;
    }

    private static bool IsSentenceInitial(string text, int at)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, at).TrimEnd(" \t\"'“”‘’«»()[]*-");
        return before.Length == 0 || before[^1] is '.' or '!' or '?' or ':' or '\n' or ';';
    }

    [GeneratedRegex(@"\b\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)+|\b\p{Lu}{2,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
