using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages.Materialising;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>What a search for repeated text found: sums, and the longest spans, at most one of a document.</summary>
internal sealed class RepeatSample(string method)
{
    private const int Shown = 6;

    private readonly List<(LedgerEntry Entry, string Source, long Length)> _longest = [];
    private readonly SortedDictionary<string, long> _sources = new(StringComparer.Ordinal);

    public string Method => method;

    public long Documents { get; private set; }

    public long Spans { get; private set; }

    public long DocumentsLeft { get; private set; }

    public IReadOnlyList<(string Source, long Bytes)> Sources => [.. _sources.Select(source => (source.Key, source.Value))];

    public IReadOnlyList<(LedgerEntry Entry, string Source)> Longest => [.. _longest.Select(example => (example.Entry, example.Source))];

    public async Task AddAsync(RunContext context, string part, string source, CancellationToken cancellationToken)
    {
        string path = context.Work.Ledger(method, part);
        if (!PartEdits.Has(context, method, part) || !File.Exists(path))
        {
            return;
        }

        foreach (IGrouping<DocumentId, LedgerEntry> document in (await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).GroupBy(entry => entry.Id))
        {
            Documents++;
            (LedgerEntry? Entry, long Length) longest = (null, 0);
            foreach (LedgerEntry entry in document)
            {
                if (entry.Outcome == LedgerOutcome.Dropped)
                {
                    DocumentsLeft++;
                    continue;
                }

                long length = RepeatedPlace.LengthOf(entry);
                Spans++;
                _sources[source] = _sources.GetValueOrDefault(source) + length;
                longest = length > longest.Length ? (entry, length) : longest;
            }

            if (longest.Entry is { } best)
            {
                Keep(best, source, longest.Length);
            }
        }
    }

    private void Keep(LedgerEntry entry, string source, long length)
    {
        _longest.Add((entry, source, length));
        _longest.Sort((left, right) => left.Length != right.Length ? right.Length.CompareTo(left.Length) : left.Entry.Id.CompareTo(right.Entry.Id));
        if (_longest.Count > Shown)
        {
            _longest.RemoveAt(Shown);
        }
    }
}
