using DataCuration.Deduplication.Clusters;

namespace DataCuration.Deduplication.Survivors;

/// <summary>
/// Which document of each cluster stays. Documents of an index always stay and make all new members of their cluster leave; otherwise the
/// keep policy chooses. Immutable; does not depend on the order of rows. Memory: 48 bytes a document in a candidate pair.
/// </summary>
public sealed class SurvivorSelection
{
    private const int Stays = -1;
    private const int NobodyStays = -2;

    private readonly DuplicateClusters _clusters;
    private readonly DocumentFacts[] _facts;
    private readonly int[] _survivors;

    /// <summary>Decides every cluster.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="facts">The facts of all rows, in row order, in blocks; read once.</param>
    /// <param name="policy">Which copy stays; null removes all copies of a cluster.</param>
    /// <param name="referenceCount">The first rows, which belong to an index.</param>
    public SurvivorSelection(DuplicateClusters clusters, IEnumerable<ReadOnlyMemory<DocumentFacts>> facts, KeepPolicy? policy, int referenceCount)
        : this(clusters, facts)
    {
        foreach (ReadOnlyMemory<int> group in clusters.Groups())
        {
            Decide(group.Span, policy, referenceCount);
        }
    }

    /// <summary>Who stays is known already.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="facts">The facts of all rows, in row order, in blocks; read once.</param>
    /// <param name="chosen">For each document in a candidate pair, by its member number, the row that stays in its place.</param>
    public SurvivorSelection(DuplicateClusters clusters, IEnumerable<ReadOnlyMemory<DocumentFacts>> facts, IReadOnlyList<int> chosen)
        : this(clusters, facts)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        foreach (ReadOnlyMemory<int> group in clusters.Groups())
        {
            foreach (int row in group.Span)
            {
                int member = clusters.MemberAt(row);
                _survivors[member] = chosen[member] == row ? Stays : chosen[member];
            }
        }
    }

    private SurvivorSelection(DuplicateClusters clusters, IEnumerable<ReadOnlyMemory<DocumentFacts>> facts)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(facts);
        _clusters = clusters;
        _facts = new DocumentFacts[clusters.MemberCount];
        _survivors = new int[clusters.MemberCount];
        Array.Fill(_survivors, Stays);
        int row = 0;
        foreach (ReadOnlyMemory<DocumentFacts> block in facts)
        {
            foreach (ref readonly DocumentFacts each in block.Span)
            {
                if (clusters.MemberAt(row++) is >= 0 and int member)
                {
                    _facts[member] = each;
                }
            }
        }
    }

    /// <summary>Every document stays; clusters are only reported.</summary>
    public static SurvivorSelection OfNothing(DuplicateClusters clusters, IEnumerable<ReadOnlyMemory<DocumentFacts>> facts) => new(clusters, facts);

    /// <summary>The document leaves.</summary>
    public bool IsRemoved(int row) => _clusters.MemberAt(row) is >= 0 and int member && _survivors[member] != Stays;

    /// <summary>The row of the document that stays in place of this one; null when this one stays or none does.</summary>
    public int? SurvivorOf(int row) => _clusters.MemberAt(row) is >= 0 and int member && _survivors[member] >= 0 ? _survivors[member] : null;

    /// <summary>The facts of a document that was in a candidate pair.</summary>
    public DocumentFacts FactsOf(int row) => _facts[_clusters.MemberAt(row)];

    private void Decide(ReadOnlySpan<int> rows, KeepPolicy? policy, int referenceCount)
    {
        // Rows of a group come in the order of ids: the first reference has the smallest id.
        int reference = -1;
        ClusterMember[] members = new ClusterMember[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            reference = reference < 0 && rows[i] < referenceCount ? rows[i] : reference;
            DocumentFacts facts = FactsOf(rows[i]);
            members[i] = new ClusterMember(_clusters.IdAt(rows[i])!.Value, facts.TextBytes, facts.Score, IsEligible: true);
        }

        int? chosen = policy is null ? null : rows[DuplicateResolver.Resolve(members, policy)!.Value];
        foreach (int row in rows)
        {
            if (row < referenceCount || (reference < 0 && row == chosen))
            {
                continue;
            }

            // With several references, the one that this document resembles most is named.
            int twin = reference >= 0 && _clusters.NearestAt(row)!.Value.Row is int nearest && nearest < referenceCount ? nearest : reference;
            _survivors[_clusters.MemberAt(row)] = twin >= 0 ? twin : chosen ?? NobodyStays;
        }
    }
}
