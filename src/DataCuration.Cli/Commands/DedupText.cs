using System.Globalization;
using System.Text;
using DataCuration.Pipelines.FileDeduplication;

namespace DataCuration.Cli.Commands;

/// <summary>The result of <c>curate dedup</c> in words.</summary>
internal static class DedupText
{
    public static string Of(FileDeduplicationSummary summary, string folder)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{summary.Documents:N0} documents: {summary.Kept:N0} stay, {summary.Removed:N0} leave ({Percent(summary.Removed, summary.Documents)}; {Percent(summary.RemovedBytes, summary.TextBytes)} of the text)");
        if (summary.Quarantined > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{summary.Quarantined:N0} records could not be read: {folder}/quarantine.jsonl");
        }

        if (summary.Indexed > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"compared with {summary.Indexed:N0} documents of the index");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"pairs: {summary.ComparedPairs:N0} compared, {summary.AcceptedPairs:N0} accepted");
        text.AppendLine("clusters by size: " + string.Join(", ", summary.ClusterSizes.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key}: {each.Value:N0}"))));
        if (summary.Precision is { Pairs: > 0 } precision)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"of {precision.Pairs} removed documents, compared exactly with their twins: mean similarity {precision.MeanSimilarity:F3}, {precision.ShareAtThreshold:P0} at the threshold or above, {precision.ShareNearThreshold:P0} at most 0.1 below");
        }

        foreach (SourceLoss loss in summary.Sources)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {loss.Source}: {loss.RemovedDocuments:N0} of {loss.Documents:N0} documents leave ({Percent(loss.RemovedBytes, loss.Bytes)} of the text)");
        }

        text.AppendLine(summary.IsStopped ? $"stopped; see {folder}/summary.json" : $"{folder}/kept, {folder}/removed, {folder}/summary.json");
        return text.ToString();
    }

    public static string Of(FileRepeatsSummary summary, string folder)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{summary.Documents:N0} documents: {summary.Spans:N0} repeated spans in {summary.DocumentsCut:N0} ({Percent(summary.SpanBytes, summary.TextBytes)} of the text); {summary.DocumentsRemoved:N0} documents leave");
        if (summary.Quarantined > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{summary.Quarantined:N0} records could not be read: {folder}/quarantine.jsonl");
        }

        foreach (SourceLoss loss in summary.Sources)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {loss.Source}: {Percent(loss.RemovedBytes, loss.Bytes)} of the text is cut, {loss.RemovedDocuments:N0} of {loss.Documents:N0} documents leave");
        }

        text.AppendLine(summary.IsStopped ? $"stopped; see {folder}/summary.json" : $"{folder}/kept, {folder}/removed, {folder}/summary.json");
        return text.ToString();
    }

    private static string Percent(long part, long whole) => (whole == 0 ? 0 : (double)part / whole).ToString("P1", CultureInfo.InvariantCulture);
}
