using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Perplexity;

/// <summary>The n-grams of one order in a mapped file. Reads only; valid while the model is open.</summary>
internal readonly unsafe struct KneserNeyTable(ulong* entries, ulong capacity, float* probabilities, float* backoffs)
{
    /// <summary>Finds an n-gram by its hash: ln of its probability, and ln of what it leaves to shorter contexts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(ulong hash, out float logProbability, out float logBackoff)
    {
        ulong tag = KneserNeyFile.Tag(hash);
        ulong slot = KneserNeyFile.Slot(hash, capacity);
        for (ulong entry = entries[slot]; entry != 0; entry = entries[slot])
        {
            if (entry >> (2 * KneserNeyFile.CodeBits) == tag)
            {
                logProbability = probabilities[(entry >> KneserNeyFile.CodeBits) & (KneserNeyFile.Codes - 1)];
                logBackoff = backoffs[entry & (KneserNeyFile.Codes - 1)];
                return true;
            }

            slot = slot + 1 == capacity ? 0 : slot + 1;
        }

        (logProbability, logBackoff) = (0, 0);
        return false;
    }
}
