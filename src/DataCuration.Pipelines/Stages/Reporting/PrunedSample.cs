using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>What pruning dropped: counts, and a few semantic duplicates, those with the smallest hash.</summary>
internal sealed class PrunedSample(ulong seed)
{
    private const int Shown = 6;

    private readonly List<LedgerEntry> _pairs = [];

    /// <summary>Documents that say what another says.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Documents outside the share kept by distance.</summary>
    public long ByDistance { get; private set; }

    /// <summary>Semantic duplicates with their twins.</summary>
    public IReadOnlyList<LedgerEntry> Pairs => _pairs;

    public async Task AddAsync(RunContext context, string part, CancellationToken cancellationToken)
    {
        string path = context.Work.Ledger(PoolsStage.PruneLedger, part);
        if (!File.Exists(path))
        {
            return;
        }

        foreach (LedgerEntry entry in await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Twin is null)
            {
                ByDistance++;
                continue;
            }

            Duplicates++;
            _pairs.Add(entry);
            if (_pairs.Count > Shown)
            {
                _pairs.Sort((left, right) => StableHash.Of(left.Id, seed).CompareTo(StableHash.Of(right.Id, seed)));
                _pairs.RemoveAt(Shown);
            }
        }
    }
}
