using DataCuration.Documents;

namespace DataCuration.Pipelines.ImageText;

/// <summary>A sample in the order of pools: the best score first, ties by the hash of the uid, then by uid. 32 bytes.</summary>
/// <param name="Rank">Falls as the score rises; see <see cref="RankOf"/>.</param>
/// <param name="TieHash">The seeded hash of the uid.</param>
/// <param name="Uid">The uid.</param>
internal readonly record struct ScoredUid(ulong Rank, ulong TieHash, DocumentId Uid) : IComparable<ScoredUid>
{
    private const ulong SignBit = 1UL << 63;

    public static ScoredUid Create(double score, DocumentId uid, ulong seed) => new(RankOf(score), StableHash.Of(uid, seed), uid);

    /// <summary>
    /// The bits of a number in an order that agrees with the order of numbers, turned around: the sign bit of positive numbers and all bits of negative ones are
    /// inverted, and then all once more. Both zeros are one.
    /// </summary>
    public static ulong RankOf(double score)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(score == 0 ? 0 : score);
        return ~((bits & SignBit) != 0 ? ~bits : bits | SignBit);
    }

    /// <summary>The score.</summary>
    public double Score
    {
        get
        {
            ulong ordered = ~Rank;
            return BitConverter.UInt64BitsToDouble((ordered & SignBit) != 0 ? ordered & ~SignBit : ~ordered);
        }
    }

    public int CompareTo(ScoredUid other)
    {
        if (Rank != other.Rank) return Rank < other.Rank ? -1 : 1;
        return TieHash != other.TieHash ? (TieHash < other.TieHash ? -1 : 1) : Uid.CompareTo(other.Uid);
    }

    public static bool operator <(ScoredUid left, ScoredUid right) => left.CompareTo(right) < 0;

    public static bool operator >(ScoredUid left, ScoredUid right) => left.CompareTo(right) > 0;

    public static bool operator <=(ScoredUid left, ScoredUid right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ScoredUid left, ScoredUid right) => left.CompareTo(right) >= 0;
}
