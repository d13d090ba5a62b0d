using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Tokenizer;

namespace DataCuration.Pipelines.Stages;

/// <summary>Tokens of each document under the run's tokenizer: the unit of pools, budgets and mixes.</summary>
internal sealed class TokensStage : ColumnStage
{
    /// <summary>The column's name.</summary>
    public const string Column = "tokens";

    public override string Name => StageNames.Tokens;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Tokenizer];

    protected override string Options(RunContext context) => "{}";

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [.. context.Inputs(StageNames.Tokenizer)];

    protected override async Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        BytePairTokenizer tokenizer = await TokenizerStage.LoadAsync(context, cancellationToken).ConfigureAwait(false);
        WorkerPool<BytePairEncoder> workers = new(tokenizer.CreateEncoder);
        return documents => workers.Use<IReadOnlyList<Column>>(encoder =>
        {
            int[] counts = new int[documents.Count];
            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] = checked((int)encoder.CountTokens(documents[i].Text.Span));
            }

            return [new Column<int>(Column, counts)];
        });
    }

    protected override long TokensIn(ColumnTable table) => table.Get<int>(Column).Sum(count => (long)count);
}
