using DataCuration.Deduplication.Survivors;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Inspection;

/// <summary>The decision of one recipe over all parts, held in memory. Single-threaded.</summary>
internal sealed class WhatIfSide
{
    private readonly Recipe _recipe;
    private readonly PartJudge _judge;
    private readonly List<FirstFailure> _firstFailures = [];
    private int _failedCount;

    public WhatIfSide(Recipe recipe)
    {
        _recipe = recipe;
        _judge = new PartJudge(recipe, Table);
    }

    public DecisionTable Table { get; } = new();

    public DocumentPools Pools { get; private set; } = null!;

    /// <summary>Documents that fail each rule, and those that fail no other.</summary>
    public SortedDictionary<string, (long All, long Only)> Rules { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Columns => _judge.Columns;

    public void Add(PartColumns part, bool isSynthetic)
    {
        int start = Table.Count;
        _judge.Add(part, isSynthetic, (rule, row, value) =>
        {
            Count(rule.Name, 1, 0);
            if (_firstFailures.Count > 0 && _firstFailures[^1].Row == start + row)
            {
                _failedCount++;
                return;
            }

            CloseDocument();
            _firstFailures.Add(new FirstFailure(start + row, rule.Name, value));
            _failedCount = 1;
        });
        CloseDocument();
    }

    public void Decide(IReadOnlyList<DocumentPart> parts)
    {
        KeepPolicy policy = KeepPolicy.Parse(_recipe.Deduplicate?.Keep ?? new DeduplicateOptions().Keep);
        UrlDecision.Apply(Table, _recipe.Deduplicate?.Url, policy);
        DuplicateDecision.Apply(Table, policy);
        PruneDecision.Apply(Table, _recipe.Prune, _recipe.Seed);
        SelectionDecision.Apply(Table, _recipe.Select, _recipe.Seed);
        Pools = DocumentPools.Compute(Table, ScoreColumns.PoolBy(_recipe), parts, _recipe, FrozenDecisions.Of(_recipe)?.ReadPools());
        for (int row = 0; row < Table.Count; row++)
        {
            if (LateRule(row) is { } rule)
            {
                Count(rule, 1, 1);
            }
        }
    }

    /// <summary>The first rule that drops a document, and the value that rule compared.</summary>
    public (string Rule, double? Value) Reason(int row)
    {
        if (LateRule(row) is { } late)
        {
            return (late, late == SelectionDecision.Rule && !double.IsNaN(Table.SelectScores[row]) ? ScoreOrder.Parse(_recipe.Select!.By).Turn(Table.SelectScores[row]) : null);
        }

        int index = _firstFailures.BinarySearch(new FirstFailure(row, "", 0));
        return index < 0 ? ("", null) : (_firstFailures[index].Rule, _firstFailures[index].Value);
    }

    private string? LateRule(int row) => Table.Outcomes[row] switch
    {
        DocumentOutcome.Duplicate => UrlDecision.IsReason(Table, row) ? UrlDecision.Rule : "deduplicate.keep",
        DocumentOutcome.Pruned => Table.Survivors[row] >= 0 ? PruneDecision.SemanticRule : PruneDecision.PrototypesRule,
        DocumentOutcome.NotSelected => SelectionDecision.Rule,
        _ => null,
    };

    private void CloseDocument()
    {
        if (_failedCount == 1)
        {
            Count(_firstFailures[^1].Rule, 0, 1);
        }

        _failedCount = 0;
    }

    private void Count(string rule, long all, long only)
    {
        (long All, long Only) counts = Rules.GetValueOrDefault(rule);
        Rules[rule] = (counts.All + all, counts.Only + only);
    }

    private readonly record struct FirstFailure(int Row, string Rule, double Value) : IComparable<FirstFailure>
    {
        public int CompareTo(FirstFailure other) => Row.CompareTo(other.Row);
    }
}
