using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>A map stage that computes columns for the documents of each part. A derived stage says what influences the columns and how a batch is scored.</summary>
internal abstract class ColumnStage : Stage
{
    public sealed override bool IsPerPart => true;

    /// <summary>The options that influence the columns, as canonical JSON.</summary>
    protected abstract string Options(RunContext context);

    /// <summary>What is read beside the part itself, for example a trained model.</summary>
    protected virtual IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [];

    /// <summary>Files beside the run that the columns depend on, for example a model that the user brings.</summary>
    protected virtual ValueTask<IReadOnlyList<TaskInput>> FileInputsAsync(RunContext context, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<TaskInput>>([]);

    /// <summary>
    /// The function from a batch of documents to its columns (each as long as the batch). Called once a task; the function itself is called from
    /// several threads at once.
    /// </summary>
    protected abstract Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken);

    public sealed override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        string options = Options(context);
        TaskInput[] shared = [.. SharedInputs(context), .. await FileInputsAsync(context, cancellationToken).ConfigureAwait(false)];
        return [.. context.Parts().Select(part => new StageTask(part.Name, options, [part.Input, .. shared], (task, token) => ScorePartAsync(context, part, task, token)))];
    }

    public sealed override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.CheckAllDocuments(Name, context, records);
        return Task.CompletedTask;
    }

    private async Task<TaskResult> ScorePartAsync(RunContext context, DocumentPart part, TaskContext task, CancellationToken cancellationToken)
    {
        Func<IReadOnlyList<Document>, IReadOnlyList<Column>> score = await CreateScorerAsync(context, cancellationToken).ConfigureAwait(false);
        task.Progress.AddTotal(part.Bytes);
        ColumnCollector collector = new();
        long textBytes = 0;
        await MapGraph.RunAsync(
            DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken),
            documents => (Documents: documents, Columns: score(documents)),
            (batch, _) =>
            {
                collector.Add(batch.Documents, batch.Columns);
                long bytes = batch.Documents.Sum(document => (long)document.Text.Length);
                textBytes += bytes;
                task.Progress.Add(batch.Documents.Count, bytes);
                return Task.CompletedTask;
            },
            task.Parallelism,
            cancellationToken).ConfigureAwait(false);
        ColumnTable table = collector.ToTable();
        string path = context.Work.Columns(Name, part.Name);
        await ColumnFile.WriteAsync(path, table, cancellationToken).ConfigureAwait(false);
        task.Progress.AddWork(part.Bytes);
        return new TaskResult([path], new TaskCounts { In = table.Count, Out = table.Count, TextBytes = textBytes, Tokens = TokensIn(table) });
    }

    /// <summary>The tokens that the columns count; 0 when the stage does not count tokens.</summary>
    protected virtual long TokensIn(ColumnTable table) => 0;
}
