using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>
/// Notices that a source is about to be wiped. Character 5-grams have removed 98 to 99.99 % of whole sources elsewhere, and templates with one
/// different field do so with any method that compares shingles. Sources of fewer than <see cref="MinDocuments"/> documents are not judged.
/// </summary>
public static class LossGuard
{
    /// <summary>A source that loses more is reported.</summary>
    public const double WarningShare = 0.5;

    /// <summary>A source that loses more stops the run, unless it is acknowledged.</summary>
    public const double StopShare = 0.9;

    /// <summary>Below, a share says nothing: two copies of one text are half of a source of two.</summary>
    public const int MinDocuments = 10;

    /// <summary>A warning (DC1073) or an error (DC1074) for each source that loses too much.</summary>
    public static IReadOnlyList<Diagnostic> Check(IEnumerable<SourceLoss> losses, IReadOnlyList<string> acknowledged)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(acknowledged);
        List<Diagnostic> problems = [];
        foreach (SourceLoss loss in losses.Where(loss => loss.Documents >= MinDocuments && loss.Share > WarningShare))
        {
            string what = FormattableString.Invariant(
                $"Source '{loss.Source}' loses {loss.RemovedDocuments} of {loss.Documents} documents ({loss.Share:P1} by documents or bytes).");
            bool isAcknowledged = acknowledged.Contains("*") || acknowledged.Contains(loss.Source);
            problems.Add(loss.Share > StopShare && !isAcknowledged
                ? Diagnostic.Error(
                    "DC1074",
                    $"{what} Nothing was written but the report. Look at its largest clusters there; if they are right, run again with --acknowledge '{loss.Source}', "
                    + "else use --verify containment, a higher --threshold or longer shingles.")
                : Diagnostic.Warning("DC1073", $"{what} Look at the largest clusters in the report before you use the result."));
        }

        return problems;
    }
}
