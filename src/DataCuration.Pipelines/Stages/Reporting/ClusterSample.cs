using DataCuration.Documents;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The largest duplicate clusters with a few members each. Keeps only clusters that may still be among the largest.</summary>
internal sealed class ClusterSample
{
    private const int Shown = 8;
    private const int MembersKept = 4;

    private readonly Dictionary<DocumentId, List<ReportRow>> _members = [];
    private readonly PriorityQueue<DocumentId, (int Size, DocumentId Id)> _smallest = new();
    private readonly HashSet<DocumentId> _seen = [];

    public long ExactDropped { get; private set; }

    /// <summary>Dropped because of their addresses.</summary>
    public long UrlDropped { get; private set; }

    public long NearDropped { get; private set; }

    public long ClusterCount => _seen.Count;

    /// <summary>The largest clusters, largest first; of each the survivor (when it was seen) and some others.</summary>
    public IReadOnlyList<IReadOnlyList<ReportRow>> Largest => _members
        .OrderByDescending(cluster => cluster.Value[0].ClusterSize)
        .ThenBy(cluster => cluster.Key)
        .Select(cluster => (IReadOnlyList<ReportRow>)cluster.Value.OrderBy(row => row.Outcome).ThenBy(row => row.Id).ToArray())
        .ToArray();

    public void Add(in ReportRow row, bool isByUrl)
    {
        if (isByUrl)
        {
            UrlDropped++;
            return;
        }

        if (row.Outcome == DocumentOutcome.Duplicate)
        {
            ExactDropped += row.Similarity >= 1 ? 1 : 0;
            NearDropped += row.Similarity >= 1 ? 0 : 1;
        }

        // A document that a rule dropped is no example of what deduplication did.
        if (row.ClusterSize < 2 || row.Outcome == DocumentOutcome.DroppedByRule)
        {
            return;
        }

        _seen.Add(row.Cluster);
        if (_members.TryGetValue(row.Cluster, out List<ReportRow>? members))
        {
            if (members.Count < MembersKept || row.Outcome == DocumentOutcome.Kept)
            {
                members.Add(row);
            }

            return;
        }

        if (_members.Count == Shown && _smallest.TryPeek(out DocumentId smallest, out (int Size, DocumentId Id) least))
        {
            if (row.ClusterSize <= least.Size)
            {
                return;
            }

            _smallest.Dequeue();
            _members.Remove(smallest);
        }

        _members[row.Cluster] = [row];
        _smallest.Enqueue(row.Cluster, (row.ClusterSize, row.Cluster));
    }
}
