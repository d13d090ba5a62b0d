namespace DataCuration.Documents.Recipes.Reading;

/// <summary>"Did you mean": the nearest known name by Damerau-Levenshtein distance (optimal string alignment), ignoring case. Pure.</summary>
public static class NameSuggestion
{
    /// <summary>The nearest of the known names; null when none is near enough (a third of the letters, at least two).</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in known.Order(StringComparer.Ordinal))
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return bestDistance <= Math.Max(2, name.Length / 3) ? best : null;
    }

    /// <summary>A clause for a message: the suggestion, or the list of what is known.</summary>
    public static string Clause(string name, IReadOnlyCollection<string> known) =>
        Nearest(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
