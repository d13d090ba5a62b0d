namespace DataCuration.Deduplication.Clusters;

/// <summary>Groups numbers by a 128-bit key by sorting. Pure. 12 bytes a number while it runs.</summary>
internal static class Buckets
{
    /// <summary>
    /// The groups of at least two numbers with equal keys, each in ascending order. Sorting compares the key's high half only; the whole
    /// key is computed again for the few numbers that agree there.
    /// </summary>
    /// <param name="numbers">The numbers; not changed.</param>
    /// <param name="keyOf">A pure function.</param>
    public static IEnumerable<ReadOnlyMemory<int>> Find(int[] numbers, Func<int, UInt128> keyOf)
    {
        int[] members = [.. numbers];
        ulong[] prefixes = new ulong[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            prefixes[i] = (ulong)(keyOf(members[i]) >> 64);
        }

        Array.Sort(prefixes, members);
        for (int start = 0, end; start < members.Length; start = end)
        {
            end = start + 1;
            while (end < members.Length && prefixes[end] == prefixes[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                foreach (ReadOnlyMemory<int> bucket in SplitByWholeKey(members.AsMemory(start, end - start), keyOf))
                {
                    yield return bucket;
                }
            }
        }
    }

    private static IEnumerable<ReadOnlyMemory<int>> SplitByWholeKey(Memory<int> run, Func<int, UInt128> keyOf)
    {
        run.Span.Sort();
        UInt128 first = keyOf(run.Span[0]);
        bool isOneBucket = true;
        for (int i = 1; i < run.Length && isOneBucket; i++)
        {
            isOneBucket = keyOf(run.Span[i]) == first;
        }

        if (isOneBucket)
        {
            yield return run;
            yield break;
        }

        foreach (IGrouping<UInt128, int> bucket in run.ToArray().GroupBy(keyOf))
        {
            int[] members = [.. bucket];
            if (members.Length > 1)
            {
                yield return members;
            }
        }
    }
}
