namespace DataCuration.Deduplication;

/// <summary>Chooses the copy that stays. Pure; independent of the members' order.</summary>
public static class DuplicateResolver
{
    /// <summary>The index of the copy that stays; null when no member is eligible. Ties: longest text, then smallest id. A missing score loses.</summary>
    public static int? Resolve(ReadOnlySpan<ClusterMember> members, KeepPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        int? best = null;
        for (int i = 0; i < members.Length; i++)
        {
            if (members[i].IsEligible && (best is null || Compare(members[i], members[best.Value], policy) > 0))
            {
                best = i;
            }
        }

        return best;
    }

    private static int Compare(in ClusterMember left, in ClusterMember right, KeepPolicy policy)
    {
        int byRule = policy.Rule switch
        {
            KeepRule.Highest => Rank(left.Score).CompareTo(Rank(right.Score)),
            KeepRule.Lowest => Rank(-left.Score).CompareTo(Rank(-right.Score)),
            KeepRule.First => right.Id.CompareTo(left.Id),
            _ => left.TextBytes.CompareTo(right.TextBytes),
        };
        if (byRule != 0)
        {
            return byRule;
        }

        int byLength = left.TextBytes.CompareTo(right.TextBytes);
        return byLength != 0 ? byLength : right.Id.CompareTo(left.Id);
    }

    private static double Rank(double score) => double.IsNaN(score) ? double.NegativeInfinity : score;
}
