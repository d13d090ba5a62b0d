using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// The synthetic documents of one part, one file a style, with a row for every segment that says how it was judged. Memory: the rows of a part and one document's texts.
/// Used once.
/// </summary>
internal sealed class SyntheticPart(RunContext context, IReadOnlyList<RephrasingStyle> styles, GenerationLedger ledger, DocumentPart part)
{
    private readonly Dictionary<string, DocumentPartWriter> _writers = new(StringComparer.Ordinal);
    private readonly List<string> _outputs = [];
    private readonly List<JudgedSegment> _judged = [];
    private readonly List<QuarantinedRecord> _quarantined = [];
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private long _candidates;
    private long _documents;
    private long _textBytes;

    public async Task<TaskResult> WriteAsync(TaskContext task, CancellationToken cancellationToken)
    {
        task.Progress.AddTotal(part.Bytes);
        ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Rephrase, part.Name), null, cancellationToken).ConfigureAwait(false);
        Dictionary<DocumentId, SegmentRow[]> rows = SegmentRow.FromTable(table).GroupBy(row => row.Parent).ToDictionary(group => group.Key, group => group.ToArray());
        try
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false))
            {
                foreach (Document document in batch.Where(document => rows.ContainsKey(document.Id)))
                {
                    await AddAsync(document, rows[document.Id], cancellationToken).ConfigureAwait(false);
                    task.Progress.Add(1, document.Text.Length);
                }
            }

            foreach ((_, DocumentPartWriter writer) in _writers)
            {
                await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (DocumentPartWriter writer in _writers.Values)
            {
                await writer.DisposeAsync().ConfigureAwait(false);
            }
        }

        _outputs.Add(context.Work.Columns(StageNames.Synthetic, part.Name));
        await ColumnFile.WriteAsync(_outputs[^1], JudgedSegment.ToTable(_judged), cancellationToken).ConfigureAwait(false);
        if (_quarantined.Count > 0)
        {
            _outputs.Add(context.Work.Quarantine("synthetic-" + part.Name));
            await QuarantineFile.WriteAsync(_outputs[^1], StageNames.Synthetic, _quarantined, cancellationToken).ConfigureAwait(false);
        }

        task.Progress.AddWork(part.Bytes);
        return new TaskResult(_outputs, new TaskCounts
        {
            In = _candidates,
            Out = _documents,
            Dropped = _candidates - _documents,
            TextBytes = _textBytes,
            Reasons = _reasons,
        });
    }

    private async Task AddAsync(Document document, SegmentRow[] rows, CancellationToken cancellationToken)
    {
        string text = document.GetTextString();
        foreach (RephrasingStyle style in styles)
        {
            SegmentRow[] segments = [.. rows.Where(row => row.Style == style.Name)];
            JudgedSegment[] judged = [.. segments.Select(row => Judge(style, text, row))];
            SyntheticAssembly assembly = new(context.Recipe, style, document, text);
            IReadOnlyList<Document> made = assembly.Make(judged, out int candidates);
            _candidates += candidates;
            _documents += made.Count;
            _judged.AddRange(judged);
            foreach (JudgedSegment segment in judged)
            {
                _reasons[segment.Status] = _reasons.GetValueOrDefault(segment.Status) + 1;
            }

            if (made.Count > 0)
            {
                _textBytes += made.Sum(synthetic => (long)synthetic.Text.Length);
                await (await WriterAsync(style.Name, cancellationToken).ConfigureAwait(false)).WriteAsync(made, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private JudgedSegment Judge(RephrasingStyle style, string text, SegmentRow row)
    {
        string source = text.Substring(row.Start, row.Length).Trim();
        if (row.Status != SegmentRow.Answered)
        {
            return new JudgedSegment(row, row.Status, null, source);
        }

        LedgerRecord record = ledger.Find(row.RequestHash!) ?? throw new DiagnosticException(
            Diagnostic.Error(
                "DC3082", $"The ledger has lost the answer to request {row.RequestHash![..12]}…. Delete {context.Work.CompletionFolder(StageNames.Rephrase)} and run again: it is asked for again.",
                GenerationSession.LedgerFolder(context)),
            ExitCode.Failed);
        CheckedOutput output = OutputChecks.Run(new GeneratedOutput(source, record.Text ?? "", record.FinishReason ?? "") { Refusal = record.Refusal }, style.Checks);
        string status = output.FailedCheck is { } check ? JudgedSegment.FilteredPrefix + check : SegmentRow.Answered;
        if (output.FailedCheck is { } failed)
        {
            double? value = output.Values.First(candidate => candidate.Name == failed).Value;
            byte[] raw = Encoding.UTF8.GetBytes(record.Text ?? "");
            _quarantined.Add(new QuarantinedRecord
            {
                File = row.Parent.ToString(),
                Position = row.Index,
                Code = "DC3080",
                Message = FormattableString.Invariant($"Style {style.Name}: the check '{failed}' measured {value:0.###}."),
                Raw = raw.Length > QuarantinedRecord.MaxRawBytes ? raw.AsMemory(0, QuarantinedRecord.MaxRawBytes) : raw,
            });
        }

        return new JudgedSegment(row, status, output, source);
    }

    private async Task<DocumentPartWriter> WriterAsync(string style, CancellationToken cancellationToken)
    {
        if (!_writers.TryGetValue(style, out DocumentPartWriter? writer))
        {
            string path = context.Work.Documents(SyntheticNames.Part(style, part.Name));
            _outputs.Add(path);
            _writers.Add(style, writer = await DocumentPartWriter.OpenAsync(path, cancellationToken).ConfigureAwait(false));
        }

        return writer;
    }
}
