using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>Documents of each source after each step, and their tokens in each pool.</summary>
internal sealed class SourceCounts
{
    private readonly SortedDictionary<string, long[]> _documents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Source, string Pool), double> _poolTokens = [];
    private readonly SortedDictionary<string, double> _sourceTokens = new(StringComparer.Ordinal);

    /// <summary>After ingest, after the rules, after duplicates.</summary>
    public IReadOnlyDictionary<string, long[]> Documents => _documents;

    public long PassedRulesBytes { get; private set; }

    public double PassedRulesTokens { get; private set; }

    public double IngestedTokens => _sourceTokens.Values.Sum();

    public double TokensIn(string source, string pool) => _poolTokens.GetValueOrDefault((source, pool));

    public void Add(in ReportRow row)
    {
        if (!_documents.TryGetValue(row.Source, out long[]? counts))
        {
            _documents[row.Source] = counts = new long[3];
        }

        counts[0]++;
        _sourceTokens[row.Source] = _sourceTokens.GetValueOrDefault(row.Source) + row.Tokens;
        if (row.Outcome == DocumentOutcome.DroppedByRule)
        {
            return;
        }

        counts[1]++;
        PassedRulesBytes += row.TextBytes;
        PassedRulesTokens += row.Tokens;
        if (row.Outcome == DocumentOutcome.Kept)
        {
            counts[2]++;
            (string, string) key = (row.Source, row.Pool!);
            _poolTokens[key] = _poolTokens.GetValueOrDefault(key) + row.Tokens;
        }
    }
}
