using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>One pass of the decision over all parts. Used once.</summary>
internal sealed class PoolDecision(RunContext context, TaskContext task)
{
    private readonly DecisionTable _table = new();
    private readonly List<string> _outputs = [];
    private readonly SortedDictionary<string, long> _failedRules = new(StringComparer.Ordinal);
    private readonly string _poolBy = ScoreColumns.PoolBy(context.Recipe);
    private double _lowestSelected = double.NaN;

    public async Task<TaskResult> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.Parts();
        task.Progress.AddTotal(parts.Count);
        PartJudge judge = new(context.Recipe, _table);
        foreach (DocumentPart part in parts)
        {
            await JudgePartAsync(judge, part.Name, cancellationToken).ConfigureAwait(false);
            task.Progress.AddWork(1);
        }

        KeepPolicy policy = KeepPolicy.Parse(context.Recipe.Deduplicate?.Keep ?? new DeduplicateOptions().Keep);
        UrlDecision.Apply(_table, context.Recipe.Deduplicate?.Url, policy);
        DuplicateDecision.Apply(_table, policy);
        PruneDecision.Apply(_table, context.Recipe.Prune, context.Recipe.Seed);
        _lowestSelected = SelectionDecision.Apply(_table, context.Recipe.Select, context.Recipe.Seed);
        DocumentPools pools = DocumentPools.Compute(_table, _poolBy, parts, context.Recipe, FrozenDecisions.Of(context.Recipe)?.ReadPools());
        for (int p = 0; p < parts.Count; p++)
        {
            await WritePartAsync(parts[p].Name, p, pools, cancellationToken).ConfigureAwait(false);
        }

        long dropped = _table.Outcomes.LongCount(outcome => outcome == DocumentOutcome.DroppedByRule);
        long duplicates = _table.Outcomes.LongCount(outcome => outcome == DocumentOutcome.Duplicate);
        long pruned = _table.Outcomes.LongCount(outcome => outcome == DocumentOutcome.Pruned);
        long notSelected = _table.Outcomes.LongCount(outcome => outcome == DocumentOutcome.NotSelected);
        IReadOnlyDictionary<string, double> generation = await GenerationCost.OfPoolsAsync(context, cancellationToken).ConfigureAwait(false);
        PoolsFile file = new()
        {
            By = _poolBy,
            IsTokenCountEstimated = context.Recipe.Probes is null,
            Pools = [.. pools.Summaries.Select(pool => generation.TryGetValue(pool.Name, out double flops) ? pool with { GenerationFlops = flops } : pool)],
            Documents = _table.Count,
            DroppedByRules = dropped,
            Duplicates = duplicates,
            Pruned = pruned,
            NotSelected = notSelected,
            FailedRules = _failedRules,
        };
        await AtomicFile.WriteAsync(context.Work.Pools, StateJson.Write(file), cancellationToken).ConfigureAwait(false);
        _outputs.Add(context.Work.Pools);
        SortedDictionary<string, long> reasons = new(_failedRules, StringComparer.Ordinal);
        if (duplicates > 0)
        {
            reasons[PoolsStage.DuplicatesLedger] = duplicates;
        }

        if (pruned > 0)
        {
            reasons[PoolsStage.PruneLedger] = pruned;
        }

        if (notSelected > 0)
        {
            reasons[PoolsStage.SelectionLedger] = notSelected;
        }

        TaskCounts counts = new()
        {
            In = _table.Count,
            Out = _table.Count - dropped - duplicates - pruned - notSelected,
            Dropped = dropped + duplicates + pruned + notSelected,
            Tokens = (long)pools.Summaries.Sum(pool => pool.Tokens),
            TextBytes = pools.Summaries.Sum(pool => pool.TextBytes),
            Reasons = reasons,
        };
        return new TaskResult(_outputs, counts);
    }

    private async Task JudgePartAsync(PartJudge judge, string part, CancellationToken cancellationToken)
    {
        PartColumns columns = await PartColumns.ReadAsync(context, part, judge.Columns, cancellationToken).ConfigureAwait(false);
        List<LedgerEntry> ledger = [];
        judge.Add(columns, SyntheticNames.IsSynthetic(part), (rule, row, value) =>
        {
            _failedRules[rule.Name] = _failedRules.GetValueOrDefault(rule.Name) + 1;
            ledger.Add(new LedgerEntry
            {
                Id = columns.Ids[row],
                Stage = PoolsStage.RulesLedger,
                Rule = rule.Name,
                Value = value,
                Threshold = rule.Threshold,
                Outcome = LedgerOutcome.Dropped,
            });
        });
        task.Progress.Add(columns.Count, 0);
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
        List<LedgerEntry> selection = [], pruned = [];
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
                    Rule = UrlDecision.IsReason(_table, row) ? UrlDecision.Rule : "deduplicate.keep",
                    Outcome = LedgerOutcome.Dropped,
                    Twin = _table.Ids[_table.Survivors[row]],
                    Note = UrlDecision.IsReason(_table, row)
                        ? $"the same address; {context.Recipe.Deduplicate!.Url!.Copy} stays"
                        : $"cluster {_table.Clusters[row]}; {context.Recipe.Deduplicate?.Keep} stays",
                });
            }
            else if (_table.Outcomes[row] == DocumentOutcome.Pruned)
            {
                pruned.Add(Pruned(row));
            }
            else if (_table.Outcomes[row] == DocumentOutcome.NotSelected)
            {
                selection.Add(NotSelected(row));
            }
        }

        ColumnTable table = new(ids, [new Column<int>("outcome", outcomes), new Column<string?>("pool", names)]);
        _outputs.Add(context.Work.Columns(StageNames.Pools, part));
        await ColumnFile.WriteAsync(_outputs[^1], table, cancellationToken).ConfigureAwait(false);
        await WriteLedgerAsync(PoolsStage.DuplicatesLedger, part, ledger, cancellationToken).ConfigureAwait(false);
        await WriteLedgerAsync(PoolsStage.PruneLedger, part, pruned, cancellationToken).ConfigureAwait(false);
        await WriteLedgerAsync(PoolsStage.SelectionLedger, part, selection, cancellationToken).ConfigureAwait(false);
    }

    private LedgerEntry Pruned(int row)
    {
        bool isDuplicate = _table.Survivors[row] >= 0;
        return new LedgerEntry
        {
            Id = _table.Ids[row],
            Stage = PoolsStage.PruneLedger,
            Rule = isDuplicate ? PruneDecision.SemanticRule : PruneDecision.PrototypesRule,
            Value = isDuplicate ? _table.Prune[row].Similarity : _table.Prune[row].Distance,
            Threshold = isDuplicate && context.Recipe.Prune!.Semantic!.Keep is null ? 1 - context.Recipe.Prune.Semantic.Epsilon : null,
            Outcome = LedgerOutcome.Dropped,
            Twin = isDuplicate ? _table.Ids[_table.Survivors[row]] : null,
            Note = isDuplicate
                ? $"cluster {_table.Prune[row].Cluster}; says what a document says that stays"
                : FormattableString.Invariant($"distance to the middle of cluster {_table.Prune[row].Cluster}; {context.Recipe.Prune!.Prototypes!.Direction} keeps a share of {context.Recipe.Prune.Prototypes.Keep}"),
        };
    }

    private LedgerEntry NotSelected(int row)
    {
        SelectOptions select = context.Recipe.Select!;
        ScoreOrder order = ScoreOrder.Parse(select.By);
        bool isScored = !double.IsNaN(_table.SelectScores[row]);
        return new LedgerEntry
        {
            Id = _table.Ids[row],
            Stage = PoolsStage.SelectionLedger,
            Rule = isScored ? SelectionDecision.Rule : SelectionDecision.UnscoredRule,
            Value = isScored ? order.Turn(_table.SelectScores[row]) : null,
            Threshold = select.Method == SelectionMethod.Top && !double.IsNaN(_lowestSelected) ? order.Turn(_lowestSelected) : null,
            Outcome = LedgerOutcome.Dropped,
            Note = isScored
                ? FormattableString.Invariant($"{select.Method} of {select.By} keeps a share of {select.Share}")
                : $"{order.Column} has no value for this document",
        };
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
