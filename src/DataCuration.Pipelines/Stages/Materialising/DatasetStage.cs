using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>Writes the dataset: the kept documents of each part with their pool, score and repetitions. The only stage that copies text.</summary>
internal sealed class DatasetStage : Stage
{
    /// <summary>The ledger of documents whose pool the mix does not use, or not for them.</summary>
    public const string MixLedger = "mix";

    /// <summary>The rule that leaves a document out of the dataset.</summary>
    public const string MixRule = "mix.repetitions";

    /// <summary>The rule that leaves out a document of which the edits of several stages leave nothing.</summary>
    public const string EmptyRule = "edits.nothingLeft";

    public override string Name => StageNames.Dataset;

    public override string Step => CurationSteps.Materialise;

    public override string AlgorithmVersion => "3";

    public override bool HasManyTasks => true;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Pools, StageNames.Quality, StageNames.Tokens, .. PartEdits.Stages, StageNames.Mix];

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, double> epochs = await PoolEpochs.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        string options = StateJson.Canonical(new { context.Recipe.Seed, epochs = new SortedDictionary<string, double>(epochs.ToDictionary(), StringComparer.Ordinal) });
        return context.Parts()
            .Select(part => new StageTask(part.Name, options, Inputs(context, part), (task, token) => WriteAsync(context, part, epochs, task, token)))
            .ToArray();
    }

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        TaskCounts counts = TaskCounts.Sum(records.Select(record => record.Counts));
        Conservation.Check(Name, counts with { In = context.Completed(StageNames.Pools)[0].Counts.Out });
        return Task.CompletedTask;
    }

    private static TaskInput[] Inputs(RunContext context, DocumentPart part) =>
    [
        part.Input,
        .. new[] { StageNames.Pools, StageNames.Quality, StageNames.Tokens }.Concat(PartEdits.Stages)
            .Where(stage => PartEdits.Has(context, stage, part.Name))
            .Select(stage => context.Input(stage, context.Work.Columns(stage, part.Name))),
    ];

    private static async Task<TaskResult> WriteAsync(
        RunContext context, DocumentPart part, IReadOnlyDictionary<string, double> epochs, TaskContext task, CancellationToken cancellationToken)
    {
        task.Progress.AddTotal(part.Bytes);
        ColumnTable decision = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Pools, part.Name), null, cancellationToken).ConfigureAwait(false);
        DatasetRows rows = await DatasetRows.ReadAsync(context, part.Name, decision, epochs, cancellationToken).ConfigureAwait(false);
        await rows.RemoveRepeatedAsync(context, part.Name, cancellationToken).ConfigureAwait(false);
        PartEdits edits = await PartEdits.ReadAsync(context, part.Name, cancellationToken).ConfigureAwait(false);
        List<string> outputs = [];
        if (rows.WrittenCount > 0)
        {
            outputs.Add(context.Work.DatasetPart(part.Name));
            await WritePartAsync(context, part, rows, edits, outputs[0], task, cancellationToken).ConfigureAwait(false);
        }

        LedgerEntry[] edited = [.. edits.Ledger(row => rows.Repetitions[row] > 0)];
        if (edited.Length > 0)
        {
            outputs.Add(context.Work.Ledger(PartEdits.LedgerName, part.Name));
            await LedgerFile.WriteAsync(outputs[^1], edited, cancellationToken).ConfigureAwait(false);
        }

        if (rows.LeftOut.Count > 0)
        {
            outputs.Add(context.Work.Ledger(MixLedger, part.Name));
            await LedgerFile.WriteAsync(outputs[^1], rows.LeftOut, cancellationToken).ConfigureAwait(false);
        }

        task.Progress.AddWork(part.Bytes);
        return new TaskResult(outputs, rows.Counts);
    }

    private static async Task WritePartAsync(
        RunContext context, DocumentPart part, DatasetRows rows, PartEdits edits, string path, TaskContext task, CancellationToken cancellationToken)
    {
        DatasetPartWriter writer = await DatasetPartWriter.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            int row = 0;
            await MapGraph.RunAsync(
                DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken),
                documents => documents,
                async (documents, token) =>
                {
                    List<DatasetRow> chosen = [];
                    foreach (Document document in documents)
                    {
                        if (rows.Repetitions[row] > 0)
                        {
                            Document edited = edits.Apply(document, row);
                            if (edited.Text.Span.Trim(" \t\r\n"u8).IsEmpty)
                            {
                                rows.RemoveEmpty(row);
                            }
                            else
                            {
                                chosen.Add(new DatasetRow(edited, rows.Pools[row]!, rows.Repetitions[row], rows.Scores[row]));
                            }
                        }

                        row++;
                    }

                    await writer.WriteAsync(chosen, token).ConfigureAwait(false);
                    task.Progress.Add(chosen.Count, chosen.Sum(item => (long)item.Document.Text.Length));
                },
                1,
                cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
