namespace DataCuration.Sdk.Lowering;

/// <summary>"Did you mean": the known name with the smallest edit distance (Levenshtein 1966), letter case ignored.</summary>
internal static class NearestName
{
    /// <summary>The nearest name, or null when even that one differs in more than a third of its letters, and at least two.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        (string? best, int bestDistance) = (null, int.MaxValue);
        foreach (string candidate in known)
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best is not null && bestDistance <= Math.Max(2, best.Length / 3) ? best : null;
    }

    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substituted, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
