using System.Buffers;
using System.IO.Enumeration;

namespace DataCuration.Storage.Locations;

/// <summary>
/// Patterns of keys with the meaning that file patterns have: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of folders, letter case
/// counts. Pure.
/// </summary>
internal static class KeyPattern
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?");

    /// <summary>True when it names more than itself.</summary>
    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny(Wildcards);

    /// <summary>What every key that matches begins with: all that has to be listed.</summary>
    public static string Prefix(string pattern)
    {
        int wildcard = pattern.AsSpan().IndexOfAny(Wildcards);
        return wildcard < 0 ? pattern : pattern[..wildcard];
    }

    /// <summary>True when the whole key matches.</summary>
    public static bool Matches(string pattern, string key) => Matches(pattern.Split('/'), key.Split('/'));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> key)
    {
        if (pattern.IsEmpty) return key.IsEmpty;
        if (pattern[0] == "**")
        {
            // At the end it stands for every file below, so it takes at least the name.
            ReadOnlySpan<string> rest = pattern.Length == 1 ? ["*"] : pattern[1..];
            for (int skipped = 0; skipped < key.Length; skipped++)
            {
                if (Matches(rest, key[skipped..])) return true;
            }

            return false;
        }

        return !key.IsEmpty
            && (HasWildcard(pattern[0]) ? FileSystemName.MatchesSimpleExpression(pattern[0], key[0], ignoreCase: false) : pattern[0] == key[0])
            && Matches(pattern[1..], key[1..]);
    }
}
