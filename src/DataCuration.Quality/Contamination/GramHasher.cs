namespace DataCuration.Quality.Contamination;

/// <summary>Hashes of all windows of n words: a polynomial that takes one word in and one out, then a mix. Pure.</summary>
internal static class GramHasher
{
    private const ulong Base = 0xD6E8FEB86659FD93;

    /// <summary>The hash of each window, by its first word; nothing when there are fewer than n words.</summary>
    public static void Hash(ReadOnlySpan<ulong> words, int n, List<ulong> grams)
    {
        grams.Clear();
        ulong top = 1;
        for (int i = 1; i < n; i++)
        {
            top *= Base;
        }

        ulong sum = 0;
        for (int i = 0; i < words.Length; i++)
        {
            if (i >= n)
            {
                sum -= words[i - n] * top;
            }

            sum = (sum * Base) + words[i];
            if (i >= n - 1)
            {
                grams.Add(Mix(sum + (ulong)n));
            }
        }
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
