using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>The promise that nothing vanishes: in = out + dropped + quarantined.</summary>
internal static class Conservation
{
    /// <exception cref="DiagnosticException">DC3030: the sum does not hold; a bug in the stage.</exception>
    public static void Check(string stage, TaskCounts counts)
    {
        if (counts.In != counts.Out + counts.Dropped + counts.Quarantined)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3030",
                    $"Stage '{stage}' lost count: {counts.In} in, but {counts.Out} kept + {counts.Dropped} dropped + {counts.Quarantined} quarantined. " +
                    "This is a defect of the program, not of your data; please report it with the recipe."),
                ExitCode.Failed);
        }
    }

    /// <summary>A map stage has exactly one row for each document that exists by then.</summary>
    /// <exception cref="DiagnosticException">DC3030: it has not; a bug in the stage.</exception>
    public static void CheckAllDocuments(string stage, RunContext context, IReadOnlyList<CompletionRecord> records)
    {
        TaskCounts counts = TaskCounts.Sum(records.Select(record => record.Counts));
        Check(stage, counts with { In = context.DocumentCount });
    }
}
