namespace DataCuration.Deduplication.Survivors;

/// <summary>Chooses the document of a cluster that stays. Pure; does not depend on the order of the members.</summary>
public static class DuplicateResolver
{
    /// <summary>
    /// The index of the survivor; null when no member is eligible. All other eligible members are its duplicates.
    /// </summary>
    public static int? Resolve(ReadOnlySpan<ClusterMember> members, KeepPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        int? survivor = null;
        for (int i = 0; i < members.Length; i++)
        {
            if (members[i].IsEligible && (survivor is not { } best || IsBetter(members[i], members[best], policy.Order)))
            {
                survivor = i;
            }
        }

        return survivor;
    }

    private static bool IsBetter(in ClusterMember challenger, in ClusterMember best, KeepOrder order)
    {
        int byScore = order switch
        {
            KeepOrder.Highest => CompareScores(challenger.Score, best.Score),
            KeepOrder.Lowest => CompareScores(-challenger.Score, -best.Score),
            _ => 0,
        };
        if (byScore != 0)
        {
            return byScore > 0;
        }

        if (order != KeepOrder.First && challenger.TextBytes != best.TextBytes)
        {
            return challenger.TextBytes > best.TextBytes;
        }

        return challenger.Id < best.Id;
    }

    /// <summary>double.CompareTo puts NaN below every number, also after negation, which leaves NaN a NaN.</summary>
    private static int CompareScores(double left, double right) => left.CompareTo(right);
}
