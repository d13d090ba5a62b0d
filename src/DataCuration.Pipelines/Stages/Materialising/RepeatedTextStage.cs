using System.Runtime.CompilerServices;
using DataCuration.Deduplication.Repeats;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>
/// Finds text that repeats among the documents of the dataset: after rules, duplicates, pools and mix have decided, so that no text is cut in favour of a
/// copy that leaves. Rephrased documents take no part.
/// </summary>
internal sealed class RepeatedTextStage(RepeatMethod method) : Stage
{
    /// <summary>The column with the share of a text that is repeated, after the stage's name.</summary>
    public const string ShareSuffix = ".share";

    /// <summary>The column with the documents that leave because too much is repeated, after the stage's name.</summary>
    public const string LeavesSuffix = ".leaves";

    public override string Name => method.Name;

    public override string Step => CurationSteps.Materialise;

    public override string AlgorithmVersion => method.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Pools, StageNames.Quality, StageNames.Tokens, StageNames.Mix];

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, double> epochs = await PoolEpochs.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        string options = StateJson.Canonical(new
        {
            method.Options,
            context.Recipe.Seed,
            epochs = new SortedDictionary<string, double>(epochs.ToDictionary(), StringComparer.Ordinal),
        });
        DocumentPart[] parts = [.. context.SourceParts()];
        TaskInput[] inputs = [.. parts.SelectMany(part => new[] { part.Input, context.Input(StageNames.Pools, context.Work.Columns(StageNames.Pools, part.Name)) })];
        return [new StageTask("all", options, inputs, (task, token) => FindAsync(context, parts, epochs, task, token))];
    }

    private async Task<TaskResult> FindAsync(
        RunContext context, DocumentPart[] parts, IReadOnlyDictionary<string, double> epochs, TaskContext task, CancellationToken cancellationToken)
    {
        task.Progress.AddTotal(parts.Sum(part => part.Bytes));
        string folder = context.Work.Scratch(Name);
        List<bool[]> isWritten = [];
        long textBytes = 0;
        foreach (DocumentPart part in parts)
        {
            ColumnTable decision = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Pools, part.Name), null, cancellationToken).ConfigureAwait(false);
            DatasetRows rows = await DatasetRows.ReadAsync(context, part.Name, decision, epochs, cancellationToken).ConfigureAwait(false);
            isWritten.Add([.. rows.Repetitions.Select(repetitions => repetitions > 0)]);
            textBytes += part.Bytes * 3;
        }

        try
        {
            using IRepeatedTextSearch search = method.Create(folder, context.Options.MemoryBytes / 2, textBytes);
            await RepeatScan.RunAsync(search, () => Documents(context, parts, isWritten, cancellationToken), task.Parallelism, cancellationToken).ConfigureAwait(false);
            return await WriteAsync(context, parts, isWritten, search, task, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<RepeatDocument>> Documents(
        RunContext context, DocumentPart[] parts, List<bool[]> isWritten, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int p = 0; p < parts.Length; p++)
        {
            int row = 0;
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(parts[p].Name), cancellationToken).ConfigureAwait(false))
            {
                RepeatDocument[] documents = new RepeatDocument[batch.Count];
                for (int i = 0; i < documents.Length; i++)
                {
                    documents[i] = new RepeatDocument(batch[i].Id, batch[i].Text, method.ScopeOf(batch[i].Source, batch[i].Url), isWritten[p][row++]);
                }

                yield return documents;
            }
        }
    }

    private async Task<TaskResult> WriteAsync(
        RunContext context, DocumentPart[] parts, List<bool[]> isWritten, IRepeatedTextSearch search, TaskContext task, CancellationToken cancellationToken)
    {
        using IEnumerator<DocumentRepeats> all = search.Resolve(cancellationToken).GetEnumerator();
        bool hasNext = all.MoveNext();
        List<string> outputs = [];
        SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
        long documents = 0;
        for (int p = 0, first = 0; p < parts.Length; first += isWritten[p++].Length)
        {
            Dictionary<int, DocumentRepeats> ofPart = [];
            for (; hasNext && all.Current.Row < first + isWritten[p].Length; hasNext = all.MoveNext())
            {
                ofPart.Add(all.Current.Row - first, all.Current);
            }

            RepeatColumns columns = await ColumnsAsync(context, parts[p].Name, ofPart, search, cancellationToken).ConfigureAwait(false);
            outputs.Add(context.Work.Columns(Name, parts[p].Name));
            await ColumnFile.WriteAsync(outputs[^1], columns.ToTable(Name), cancellationToken).ConfigureAwait(false);
            if (columns.Ledger.Count > 0)
            {
                outputs.Add(context.Work.Ledger(Name, parts[p].Name));
                await LedgerFile.WriteAsync(outputs[^1], columns.Ledger, cancellationToken).ConfigureAwait(false);
            }

            documents += isWritten[p].Length;
            Count(reasons, search.Rule, ofPart.Count);
            Count(reasons, method.ShareRule, columns.Leaves.Count(leaves => leaves));
            task.Progress.AddWork(parts[p].Bytes);
        }

        return new TaskResult(outputs, new TaskCounts { In = documents, Out = documents, Reasons = reasons });
    }

    private static void Count(SortedDictionary<string, long> reasons, string name, long count)
    {
        if (count > 0)
        {
            reasons[name] = reasons.GetValueOrDefault(name) + count;
        }
    }

    private async Task<RepeatColumns> ColumnsAsync(
        RunContext context, string part, Dictionary<int, DocumentRepeats> repeats, IRepeatedTextSearch search, CancellationToken cancellationToken)
    {
        string path = context.Work.Documents(part);
        RepeatColumns columns = new([.. await PartIds.ReadAsync(path, cancellationToken).ConfigureAwait(false)]);
        if (repeats.Count == 0)
        {
            return columns;
        }

        int row = -1;
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            foreach (Document document in batch)
            {
                if (repeats.TryGetValue(++row, out DocumentRepeats? found))
                {
                    Fill(columns, row, document.Text.Span, found.Spans, search);
                }
            }
        }

        return columns;
    }

    private void Fill(RepeatColumns columns, int row, ReadOnlySpan<byte> text, IReadOnlyList<RepeatedSpan> spans, IRepeatedTextSearch search)
    {
        bool isCut = method.Action == RepeatAction.Cut;
        bool isNothingLeft = RepeatEdits.Remainder(text, spans) == 0;
        double share = isNothingLeft ? 1 : (double)spans.Sum(span => (long)span.Length) / text.Length;
        columns.Shares[row] = share;
        columns.Leaves[row] = isCut && (isNothingLeft || share > method.MaxShare);
        columns.Edits[row] = isCut ? TextEdits.Encode(search.ToEdits(text, spans)) : [];
        foreach (RepeatedSpan span in spans)
        {
            columns.Ledger.Add(new LedgerEntry
            {
                Id = columns.Ids[row],
                Stage = Name,
                Rule = search.Rule,
                Value = span.Units,
                Outcome = isCut ? LedgerOutcome.Edited : LedgerOutcome.Placed,
                Twin = span.Twin,
                Note = RepeatedPlace.Note(span.Start, span.End),
            });
        }

        if (columns.Leaves[row])
        {
            columns.Ledger.Add(new LedgerEntry
            {
                Id = columns.Ids[row],
                Stage = Name,
                Rule = method.ShareRule,
                Value = share,
                Threshold = method.MaxShare,
                Outcome = LedgerOutcome.Dropped,
                Twin = spans.MaxBy(span => span.Length).Twin,
                Note = isNothingLeft ? "nothing else is left" : "too much of it is repeated",
            });
        }
    }
}
