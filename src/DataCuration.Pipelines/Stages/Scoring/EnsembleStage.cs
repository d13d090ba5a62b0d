using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Selection;

namespace DataCuration.Pipelines.Stages;

/// <summary>The bucket that an ensemble of scores gives every document. Ranks are over all parts, so this reads all columns at once; memory is checked as the decision's.</summary>
internal sealed class EnsembleStage : Stage
{
    public override string Name => StageNames.Ensemble;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, .. ScoreColumns.Stages.Except([StageNames.Ensemble])];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        EnsembleOptions options = context.Recipe.Quality.Ensemble!;
        PoolsStage.CheckMemory(context);
        IEnumerable<string> stages = options.Of.Select(by => ScoreColumns.StageOf(ScoreOrder.Parse(by).Column)).Distinct(StringComparer.Ordinal);
        TaskInput[] inputs = [.. context.SourceParts().Select(part => part.Input), .. stages.SelectMany(context.Inputs)];
        string canonical = StateJson.Canonical(new { options, context.Recipe.Seed });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>([new StageTask("all", canonical, inputs, (task, token) => RankAsync(context, options, task, token))]);
    }

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.CheckAllDocuments(Name, context, records);
        return Task.CompletedTask;
    }

    private static async Task<TaskResult> RankAsync(RunContext context, EnsembleOptions options, TaskContext task, CancellationToken cancellationToken)
    {
        ScoreOrder[] orders = [.. options.Of.Select(ScoreOrder.Parse)];
        IReadOnlyList<DocumentPart> parts = context.SourceParts();
        List<DocumentId> ids = [];
        List<double>[] scores = [.. orders.Select(_ => new List<double>())];
        List<int> ends = [];
        foreach (DocumentPart part in parts)
        {
            PartColumns columns = await PartColumns.ReadAsync(context, part.Name, orders.Select(order => order.Column), cancellationToken).ConfigureAwait(false);
            ids.AddRange(columns.Ids);
            for (int i = 0; i < orders.Length; i++)
            {
                scores[i].AddRange(columns[orders[i].Column].Select(value => orders[i].IsLowestBest ? -value : value));
            }

            ends.Add(ids.Count);
        }

        DocumentId[] all = [.. ids];
        int[] buckets = EnsembleBuckets.Assign([.. scores.Select(list => list.ToArray())], all, options.Buckets, context.Recipe.Seed);
        double[] values = Array.ConvertAll(buckets, bucket => bucket == EnsembleBuckets.Unscored ? double.NaN : bucket);
        List<string> outputs = [];
        for (int i = 0; i < parts.Count; i++)
        {
            int start = i == 0 ? 0 : ends[i - 1];
            string path = context.Work.Columns(StageNames.Ensemble, parts[i].Name);
            await ColumnFile.WriteAsync(path, new ColumnTable(all[start..ends[i]], [new Column<double>(ScoreColumnNames.Ensemble, values[start..ends[i]])]), cancellationToken).ConfigureAwait(false);
            outputs.Add(path);
            task.Progress.AddWork(1);
        }

        return new TaskResult(outputs, new TaskCounts { In = all.Length, Out = all.Length });
    }
}
