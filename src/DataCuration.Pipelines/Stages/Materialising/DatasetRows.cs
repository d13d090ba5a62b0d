using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>For each row of a part: how often it is written, and the ledger of those that are not although they were kept. Single-threaded.</summary>
internal sealed class DatasetRows
{
    private readonly IReadOnlyList<DocumentId> _ids;
    private readonly double[] _tokens;
    private readonly List<LedgerEntry> _leftOut;

    private DatasetRows(IReadOnlyList<DocumentId> ids, int[] repetitions, string?[] pools, double[] scores, double[] tokens, List<LedgerEntry> leftOut, TaskCounts counts)
    {
        (_ids, _tokens, _leftOut) = (ids, tokens, leftOut);
        (Repetitions, Pools, Scores, Counts) = (repetitions, pools, scores, counts);
    }

    /// <summary>0: not written.</summary>
    public int[] Repetitions { get; }

    public string?[] Pools { get; }

    /// <summary>The classifier's score; NaN without a classifier.</summary>
    public double[] Scores { get; }

    /// <summary>The documents that are left out here, but for those of <see cref="RemoveRepeatedAsync"/>, which their stage's ledger has.</summary>
    public IReadOnlyList<LedgerEntry> LeftOut => _leftOut;

    public TaskCounts Counts { get; private set; }

    public long WrittenCount => Counts.Out;

    public static async Task<DatasetRows> ReadAsync(
        RunContext context, string part, ColumnTable decision, IReadOnlyDictionary<string, double> epochs, CancellationToken cancellationToken)
    {
        string?[] pools = decision.Get<string?>("pool");
        double[] scores = await ReadAsync(context, StageNames.Quality, ScoreColumns.Classifier, part, decision.Count, cancellationToken).ConfigureAwait(false);
        double[] tokens = await ReadAsync(context, StageNames.Tokens, TokensStage.Column, part, decision.Count, cancellationToken).ConfigureAwait(false);
        int[] repetitions = new int[decision.Count];
        List<LedgerEntry> leftOut = [];
        TaskCounts counts = new();
        for (int row = 0; row < repetitions.Length; row++)
        {
            if (pools[row] is not { } pool)
            {
                continue;
            }

            double poolEpochs = epochs.GetValueOrDefault(pool);
            repetitions[row] = Materialising.Repetitions.Of(decision.Ids[row], poolEpochs, context.Recipe.Seed);
            long documentTokens = double.IsNaN(tokens[row]) ? 0 : (long)tokens[row];
            if (repetitions[row] > 0)
            {
                counts = counts with
                {
                    Out = counts.Out + 1,
                    Tokens = counts.Tokens + documentTokens,
                    TrainingTokens = counts.TrainingTokens + (documentTokens * repetitions[row]),
                };
            }
            else
            {
                counts = counts with { Dropped = counts.Dropped + 1 };
                leftOut.Add(NotInMix(decision.Ids[row], pool, poolEpochs));
            }
        }

        SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
        if (counts.Dropped > 0)
        {
            reasons[DatasetStage.MixRule] = counts.Dropped;
        }

        return new DatasetRows(decision.Ids, repetitions, pools, scores, tokens, leftOut, counts with { In = counts.Out + counts.Dropped, Reasons = reasons });
    }

    /// <summary>Leaves out the documents of which too much repeats others.</summary>
    public async Task RemoveRepeatedAsync(RunContext context, string part, CancellationToken cancellationToken)
    {
        foreach (string stage in RepeatMethod.Names.Where(stage => PartEdits.Has(context, stage, part)))
        {
            string column = stage + RepeatedTextStage.LeavesSuffix;
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(stage, part), [column], cancellationToken).ConfigureAwait(false);
            bool[] leaves = table.Get<bool>(column);
            for (int row = 0; row < leaves.Length; row++)
            {
                if (leaves[row] && Repetitions[row] > 0)
                {
                    Remove(row, stage + ".maxShare");
                }
            }
        }
    }

    /// <summary>Leaves out a document of which the edits leave nothing.</summary>
    public void RemoveEmpty(int row)
    {
        Remove(row, DatasetStage.EmptyRule);
        _leftOut.Add(new LedgerEntry
        {
            Id = _ids[row],
            Stage = DatasetStage.MixLedger,
            Rule = DatasetStage.EmptyRule,
            Outcome = LedgerOutcome.Dropped,
            Note = "the edits of several stages leave nothing of it",
        });
    }

    private void Remove(int row, string rule)
    {
        long tokens = double.IsNaN(_tokens[row]) ? 0 : (long)_tokens[row];
        Counts = Counts with
        {
            Out = Counts.Out - 1,
            Dropped = Counts.Dropped + 1,
            Tokens = Counts.Tokens - tokens,
            TrainingTokens = Counts.TrainingTokens - (tokens * Repetitions[row]),
            Reasons = new SortedDictionary<string, long>(Counts.Reasons.ToDictionary(), StringComparer.Ordinal) { [rule] = Counts.Reasons.GetValueOrDefault(rule) + 1 },
        };
        Repetitions[row] = 0;
    }

    private static LedgerEntry NotInMix(DocumentId id, string pool, double epochs) => new()
    {
        Id = id,
        Stage = DatasetStage.MixLedger,
        Rule = DatasetStage.MixRule,
        Value = 0,
        Threshold = epochs,
        Outcome = LedgerOutcome.Dropped,
        Note = epochs > 0 ? $"pool {pool} has {epochs:0.###} epochs; the hash chose other documents" : $"the mix does not use pool {pool}",
    };

    private static async Task<double[]> ReadAsync(RunContext context, string stage, string column, string part, int count, CancellationToken cancellationToken)
    {
        if (context.Completed(stage).Count == 0)
        {
            double[] missing = new double[count];
            Array.Fill(missing, double.NaN);
            return missing;
        }

        ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(stage, part), [column], cancellationToken).ConfigureAwait(false);
        return NumericColumn.Read(table, column);
    }
}
