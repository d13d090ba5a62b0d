using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>Writes the rows of segments, one file a part, and puts what failed into quarantine. Rows come in the order of their parts. Single-threaded.</summary>
internal sealed class SegmentRowWriter(RunContext context, IReadOnlyList<DocumentPart> parts, TaskContext task)
{
    private readonly List<SegmentRow> _rows = [];
    private readonly List<string> _outputs = [];
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private int _part;
    private long _answered;
    private long _failed;
    private long _all;
    private long _tokens;

    public async Task WriteAsync(int part, SegmentRow row, CancellationToken cancellationToken)
    {
        while (_part < part)
        {
            await EndPartAsync(cancellationToken).ConfigureAwait(false);
        }

        _rows.Add(row);
        _all++;
        if (row.Status == SegmentRow.Answered)
        {
            _answered++;
            _tokens += row.CompletionTokens;
        }
        else
        {
            _reasons[row.Status] = _reasons.GetValueOrDefault(row.Status) + 1;
            _failed += row.Status.StartsWith(SegmentRow.FailedPrefix, StringComparison.Ordinal) ? 1 : 0;
        }

        task.Progress.Add(1, row.Length, row.CompletionTokens);
    }

    public async Task<TaskResult> CompleteAsync(CancellationToken cancellationToken)
    {
        while (_part < parts.Count)
        {
            await EndPartAsync(cancellationToken).ConfigureAwait(false);
        }

        return new TaskResult(_outputs, new TaskCounts
        {
            In = _all,
            Out = _answered,
            Dropped = _all - _answered - _failed,
            Quarantined = _failed,
            Tokens = _tokens,
            Reasons = _reasons,
        });
    }

    private async Task EndPartAsync(CancellationToken cancellationToken)
    {
        string part = parts[_part++].Name;
        _outputs.Add(context.Work.Columns(StageNames.Rephrase, part));
        await ColumnFile.WriteAsync(_outputs[^1], SegmentRow.ToTable(_rows), cancellationToken).ConfigureAwait(false);
        QuarantinedRecord[] failed =
        [
            .. _rows.Where(row => row.Status.StartsWith(SegmentRow.FailedPrefix, StringComparison.Ordinal)).Select(row => new QuarantinedRecord
            {
                File = row.Parent.ToString(),
                Position = row.Index,
                Code = "DC3083",
                Message = $"Style {row.Style}: {row.Status}: {row.Message}",
            }),
        ];
        if (failed.Length > 0)
        {
            _outputs.Add(context.Work.Quarantine("rephrase-" + part));
            await QuarantineFile.WriteAsync(_outputs[^1], StageNames.Rephrase, failed, cancellationToken).ConfigureAwait(false);
        }

        _rows.Clear();
        task.Progress.AddWork(1);
    }
}
