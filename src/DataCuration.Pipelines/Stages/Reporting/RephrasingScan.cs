using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Rephrasing;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>
/// Counts the segments of all parts by style and status, and keeps of each status that a request led to the <see cref="PerReason"/> with the smallest hash. Memory: one part's columns and
/// quarantine, and what is kept. Single-threaded.
/// </summary>
internal sealed class RephrasingScan(ulong seed)
{
    /// <summary>Samples of each reason.</summary>
    public const int PerReason = 20;

    private const int TextLength = 1000;

    private readonly SortedDictionary<string, Reason> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Style, string Kind), long> _styles = [];

    /// <summary>The documents whose texts the samples are cut from.</summary>
    public IEnumerable<DocumentId> Parents => _reasons.Values.SelectMany(reason => reason.Samples).Select(sample => sample.Parent);

    /// <summary>Adds the segments of one part.</summary>
    public async Task AddAsync(RunContext context, string part, CancellationToken cancellationToken)
    {
        ColumnTable judged = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Synthetic, part), null, cancellationToken).ConfigureAwait(false);
        SegmentRow[] rows = SegmentRow.FromTable(await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Rephrase, part), null, cancellationToken).ConfigureAwait(false));
        Dictionary<DocumentId, SegmentRow> segments = rows.ToDictionary(row => row.Id);
        Queue<QuarantinedRecord> answers = await AnswersAsync(context.Work.Quarantine("synthetic-" + part), cancellationToken).ConfigureAwait(false);
        string?[] statuses = judged.Get<string?>("status");
        for (int i = 0; i < judged.Count; i++)
        {
            SegmentRow row = segments[judged.Ids[i]];
            string status = statuses[i]!;

            // The quarantine has the answers that a check dropped in the rows' order.
            string? answer = status.StartsWith(JudgedSegment.FilteredPrefix, StringComparison.Ordinal) ? Encoding.UTF8.GetString(answers.Dequeue().Raw.Span) : row.Message;
            Add(row, status, Value(judged, status, i), answer ?? "");
        }
    }

    /// <summary>The counts, and the samples with their texts.</summary>
    public RephrasingModel Model(IReadOnlyList<string> styles, IReadOnlyDictionary<DocumentId, Document> texts) => new()
    {
        Styles = [.. styles.Select(style => new RephrasedStyle(
            style,
            _styles.Where(count => count.Key.Style == style).Sum(count => count.Value),
            Of(style, SegmentRow.Answered),
            Of(style, JudgedSegment.FilteredPrefix),
            Of(style, SegmentRow.FailedPrefix),
            Of(style, SegmentRow.DroppedPrefix)))],
        Reasons =
        [
            .. _reasons.OrderByDescending(reason => reason.Value.Segments).Select(reason => new RephrasingReason(
                reason.Key,
                reason.Value.Segments,
                [.. reason.Value.Samples.Select(sample => new RephrasingSample(
                    sample.Id, sample.Style, sample.Value, Shortened(texts[sample.Parent].GetTextString().Substring(sample.Start, sample.Length)), sample.Answer))])),
        ],
    };

    private static async Task<Queue<QuarantinedRecord>> AnswersAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? new((await QuarantineFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).Select(row => row.Record)) : [];

    private static double? Value(ColumnTable judged, string status, int row) =>
        status.StartsWith(JudgedSegment.FilteredPrefix, StringComparison.Ordinal)
            && judged.Get<double>("check." + status[JudgedSegment.FilteredPrefix.Length..])[row] is var value && !double.IsNaN(value) ? value : null;

    private void Add(SegmentRow row, string status, double? value, string answer)
    {
        string kind = KindOf(status);
        _styles[(row.Style, kind)] = _styles.GetValueOrDefault((row.Style, kind)) + 1;
        if (status == SegmentRow.Answered)
        {
            return;
        }

        if (!_reasons.TryGetValue(status, out Reason? reason))
        {
            _reasons[status] = reason = new Reason();
        }

        reason.Segments++;
        if (kind != SegmentRow.DroppedPrefix)
        {
            reason.Add(new Candidate(StableHash.Of(row.Id, seed), row.Id, row.Parent, row.Style, row.Start, row.Length, value, Shortened(answer)));
        }
    }

    private long Of(string style, string kind) => _styles.GetValueOrDefault((style, kind));

    private static string KindOf(string status) =>
        status == SegmentRow.Answered ? status
        : status.StartsWith(JudgedSegment.FilteredPrefix, StringComparison.Ordinal) ? JudgedSegment.FilteredPrefix
        : status.StartsWith(SegmentRow.FailedPrefix, StringComparison.Ordinal) ? SegmentRow.FailedPrefix
        : SegmentRow.DroppedPrefix;

    private static string Shortened(string text) =>
        text.Length <= TextLength ? text : text[..(char.IsHighSurrogate(text[TextLength - 1]) ? TextLength - 1 : TextLength)];

    private readonly record struct Candidate(ulong Hash, DocumentId Id, DocumentId Parent, string Style, int Start, int Length, double? Value, string Answer);

    private sealed class Reason
    {
        private readonly SortedSet<Candidate> _samples = new(Comparer<Candidate>.Create((left, right) =>
            left.Hash != right.Hash ? left.Hash.CompareTo(right.Hash) : string.CompareOrdinal(left.Id.ToString(), right.Id.ToString())));

        public long Segments { get; set; }

        public IEnumerable<Candidate> Samples => _samples;

        public void Add(Candidate candidate)
        {
            _samples.Add(candidate);
            if (_samples.Count > PerReason)
            {
                _samples.Remove(_samples.Max);
            }
        }
    }
}
