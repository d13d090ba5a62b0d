using System.Text;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// The synthetic documents of one part, one file a style, with a row for every segment that says how it was judged. Memory: the rows of a part and one document's texts.
/// Used once.
/// </summary>
internal sealed class SyntheticPart(RunContext context, IReadOnlyList<RephrasingStyle> styles, OutputJudge judge, DocumentPart part)
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
        try
        {
            await foreach ((Document document, SegmentRow[] rows) in RephrasedDocuments.ReadAsync(context, part, cancellationToken).ConfigureAwait(false))
            {
                await AddAsync(document, rows, cancellationToken).ConfigureAwait(false);
                task.Progress.Add(1, document.Text.Length);
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
        JudgedSegment segment = judge.Judge(style, text, row);
        if (segment.Output?.FailedCheck is { } failed)
        {
            double? value = segment.Output.Values.First(candidate => candidate.Name == failed).Value;
            byte[] raw = Encoding.UTF8.GetBytes(segment.Answer ?? "");
            _quarantined.Add(new QuarantinedRecord
            {
                File = row.Parent.ToString(),
                Position = row.Index,
                Code = "DC3080",
                Message = FormattableString.Invariant($"Style {style.Name}: the check '{failed}' measured {value:0.###}."),
                Raw = raw.Length > QuarantinedRecord.MaxRawBytes ? raw.AsMemory(0, QuarantinedRecord.MaxRawBytes) : raw,
            });
        }

        return segment;
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
