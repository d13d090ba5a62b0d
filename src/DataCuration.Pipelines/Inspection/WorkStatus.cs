using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.Ranks;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Reads where a work directory stands. Reads only; safe while a run is at work.</summary>
public static class WorkStatus
{
    /// <summary>The status now.</summary>
    /// <exception cref="DiagnosticException">DC3042: the folder is no work directory.</exception>
    public static StatusReport Read(string workDirectory)
    {
        WorkDirectory work = WorkDirectories.Open(workDirectory);
        CompletionStore store = new(work);
        StageStatus[] stages = WorkDirectories.StagesIn(work)
            .Select(stage => (stage, records: store.ReadAll(stage)))
            .Where(item => item.records.Count > 0)
            .Select(item => new StageStatus(item.stage, item.records.Count, TaskCounts.Sum(item.records.Select(record => record.Counts))))
            .ToArray();
        ProgressSnapshot? alone = ReadProgress(work);
        ProgressSnapshot? ranks = RankProgress.TryReadAll(work);
        ProgressSnapshot? latest = alone is null || ranks?.Time > alone.Time ? ranks : alone;
        return new StatusReport(latest, WorkLock.IsHeld(work), stages);
    }

    private static ProgressSnapshot? ReadProgress(WorkDirectory work)
    {
        if (!File.Exists(work.Progress))
        {
            return null;
        }

        try
        {
            return StateJson.Read<ProgressSnapshot>(File.ReadAllText(work.Progress));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
