using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Rules;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>One pass of the decision over all parts. Used once.</summary>
internal sealed class PoolDecision(RunContext context, TaskContext task)
{
    private readonly DecisionTable _table = new();
    private readonly List<string> _outputs = [];
    private readonly SortedDictionary<string, long> _failedRules = new(StringComparer.Ordinal);
    private readonly RuleSet _rules = RuleSet.From(context.Recipe.Quality.Rules);
    private readonly string _poolBy = ScoreColumns.PoolBy(context.Recipe);

    public async Task<TaskResult> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.Parts();
        task.Progress.AddTotal(parts.Count);
        foreach (DocumentPart part in parts)
        {
            await JudgePartAsync(part.Name, cancellationToken).ConfigureAwait(false);
            task.Progress.AddWork(1);
        }

        DuplicateDecision.Apply(_table, KeepPolicy.Parse(context.Recipe.Deduplicate?.Keep ?? new DeduplicateOptions().Keep));
        DocumentPools pools = DocumentPools.Compute(_table, _poolBy, parts, context.Recipe);
        for (int p = 0; p < parts.Count; p++)
        {
            await WritePartAsync(parts[p].Name, p, pools, cancellationToken).ConfigureAwait(false);
        }

        long dropped = _table.Outcomes.LongCount(outcome => outcome == DocumentOutcome.DroppedByRule);
        long duplicates = _table.Outcomes.LongCount(outcome => outcome == DocumentOutcome.Duplicate);
        PoolsFile file = new()
        {
            By = _poolBy,
            IsTokenCountEstimated = context.Recipe.Probes is null,
            Pools = pools.Summaries,
            Documents = _table.Count,
            DroppedByRules = dropped,
            Duplicates = duplicates,
            FailedRules = _failedRules,
        };
        await AtomicFile.WriteAllTextAsync(context.Work.Pools, StateJson.Write(file), cancellationToken).ConfigureAwait(false);
        _outputs.Add(context.Work.Pools);
        SortedDictionary<string, long> reasons = new(_failedRules, StringComparer.Ordinal);
        if (duplicates > 0)
        {
            reasons[PoolsStage.DuplicatesLedger] = duplicates;
        }

        TaskCounts counts = new()
        {
            In = _table.Count,
            Out = _table.Count - dropped - duplicates,
            Dropped = dropped + duplicates,
            Tokens = (long)pools.Summaries.Sum(pool => pool.Tokens),
            TextBytes = pools.Summaries.Sum(pool => pool.TextBytes),
            Reasons = reasons,
        };
        return new TaskResult(_outputs, counts);
    }

    private async Task JudgePartAsync(string part, CancellationToken cancellationToken)
    {
        ColumnTable metrics = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Metrics, part), null, cancellationToken).ConfigureAwait(false);
        ScoreColumns scores = await ScoreColumns.ReadAsync(context, part, metrics, cancellationToken).ConfigureAwait(false);
        double[][] columns = _rules.Rules.Select(rule => NumericColumn.Read(metrics, rule.Column)).ToArray();
        List<LedgerEntry> ledger = [];
        for (int row = 0; row < metrics.Count; row++)
        {
            bool isDropped = false;
            for (int r = 0; r < columns.Length; r++)
            {
                Rule rule = _rules.Rules[r];
                if (rule.Fails(columns[r][row]))
                {
                    isDropped = true;
                    _failedRules[rule.Name] = _failedRules.GetValueOrDefault(rule.Name) + 1;
                    ledger.Add(new LedgerEntry
                    {
                        Id = metrics.Ids[row],
                        Stage = PoolsStage.RulesLedger,
                        Rule = rule.Name,
                        Value = columns[r][row],
                        Threshold = rule.Threshold,
                        Outcome = LedgerOutcome.Dropped,
                    });
                }
            }

            _table.Ids.Add(metrics.Ids[row]);
            _table.Clusters.Add(scores.Cluster(row));
            _table.PoolScores.Add(scores.PoolScore(row));
            _table.KeepScores.Add(scores.KeepScore(row));
            _table.TextBytes.Add(scores.TextBytes(row));
            _table.Tokens.Add(scores.Tokens(row));
            _table.Outcomes.Add(isDropped ? DocumentOutcome.DroppedByRule : DocumentOutcome.Kept);
            _table.Survivors.Add(-1);
        }

        _table.EndPart();
        task.Progress.Add(metrics.Count, 0);
        await WriteLedgerAsync(PoolsStage.RulesLedger, part, ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task WritePartAsync(string part, int partIndex, DocumentPools pools, CancellationToken cancellationToken)
    {
        int start = _table.PartStarts[partIndex];
        int count = _table.PartStarts[partIndex + 1] - start;
        DocumentId[] ids = new DocumentId[count];
        int[] outcomes = new int[count];
        string?[] names = new string?[count];
        List<LedgerEntry> ledger = [];
        for (int i = 0; i < count; i++)
        {
            int row = start + i;
            ids[i] = _table.Ids[row];
            outcomes[i] = (int)_table.Outcomes[row];
            names[i] = pools.NameOf(row);
            if (_table.Outcomes[row] == DocumentOutcome.Duplicate)
            {
                ledger.Add(new LedgerEntry
                {
                    Id = ids[i],
                    Stage = PoolsStage.DuplicatesLedger,
                    Rule = "deduplicate.keep",
                    Outcome = LedgerOutcome.Dropped,
                    Twin = _table.Ids[_table.Survivors[row]],
                    Note = $"cluster {_table.Clusters[row]}; {context.Recipe.Deduplicate?.Keep} stays",
                });
            }
        }

        ColumnTable table = new(ids, [new Column<int>("outcome", outcomes), new Column<string?>("pool", names)]);
        _outputs.Add(context.Work.Columns(StageNames.Pools, part));
        await ColumnFile.WriteAsync(_outputs[^1], table, cancellationToken).ConfigureAwait(false);
        await WriteLedgerAsync(PoolsStage.DuplicatesLedger, part, ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteLedgerAsync(string ledger, string part, List<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count > 0)
        {
            _outputs.Add(context.Work.Ledger(ledger, part));
            await LedgerFile.WriteAsync(_outputs[^1], entries, cancellationToken).ConfigureAwait(false);
        }
    }
}
