using DataCuration.Documents;
using DataCuration.Documents.Columns;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>What became of one segment of one document in one style. Its text is in the ledger, under the request's hash.</summary>
internal sealed record SegmentRow
{
    public const string Answered = "ok";
    public const string DroppedPrefix = "dropped:";
    public const string FailedPrefix = "failed:";
    public const string SkippedForBudget = "skipped:budget";

    /// <summary>The segment's own id: the hash of style, parent and number.</summary>
    public DocumentId Id => DocumentId.Create(SyntheticNames.Source(Style), Parent.ToString(), Index);

    public required DocumentId Parent { get; init; }

    public required string Style { get; init; }

    /// <summary>The segment's number within its document; -1 for a whole document.</summary>
    public required int Index { get; init; }

    /// <summary>First UTF-16 unit in the document.</summary>
    public int Start { get; init; }

    public int Length { get; init; }

    public required string Status { get; init; }

    public string? RequestHash { get; init; }

    public string? Message { get; init; }

    public long PromptTokens { get; init; }

    public long CachedTokens { get; init; }

    public long CompletionTokens { get; init; }

    public double Cost { get; init; }

    public static ColumnTable ToTable(IReadOnlyList<SegmentRow> rows) => new(
        [.. rows.Select(row => row.Id)],
        [
            new Column<string?>("parent", [.. rows.Select(row => row.Parent.ToString())]),
            new Column<string?>("style", [.. rows.Select(row => row.Style)]),
            new Column<int>("segment", [.. rows.Select(row => row.Index)]),
            new Column<int>("start", [.. rows.Select(row => row.Start)]),
            new Column<int>("length", [.. rows.Select(row => row.Length)]),
            new Column<string?>("status", [.. rows.Select(row => row.Status)]),
            new Column<string?>("requestHash", [.. rows.Select(row => row.RequestHash)]),
            new Column<string?>("message", [.. rows.Select(row => row.Message)]),
            new Column<long>("promptTokens", [.. rows.Select(row => row.PromptTokens)]),
            new Column<long>("cachedTokens", [.. rows.Select(row => row.CachedTokens)]),
            new Column<long>("completionTokens", [.. rows.Select(row => row.CompletionTokens)]),
            new Column<double>("cost", [.. rows.Select(row => row.Cost)]),
        ]);

    public static SegmentRow[] FromTable(ColumnTable table)
    {
        string?[] parents = table.Get<string?>("parent");
        string?[] styles = table.Get<string?>("style");
        int[] segments = table.Get<int>("segment");
        int[] starts = table.Get<int>("start");
        int[] lengths = table.Get<int>("length");
        string?[] statuses = table.Get<string?>("status");
        string?[] hashes = table.Get<string?>("requestHash");
        string?[] messages = table.Get<string?>("message");
        long[] prompts = table.Get<long>("promptTokens");
        long[] cached = table.Get<long>("cachedTokens");
        long[] completions = table.Get<long>("completionTokens");
        double[] costs = table.Get<double>("cost");
        return [.. Enumerable.Range(0, table.Count).Select(i => new SegmentRow
        {
            Parent = DocumentId.Parse(parents[i]!),
            Style = styles[i]!,
            Index = segments[i],
            Start = starts[i],
            Length = lengths[i],
            Status = statuses[i]!,
            RequestHash = hashes[i],
            Message = messages[i],
            PromptTokens = prompts[i],
            CachedTokens = cached[i],
            CompletionTokens = completions[i],
            Cost = costs[i],
        })];
    }
}
