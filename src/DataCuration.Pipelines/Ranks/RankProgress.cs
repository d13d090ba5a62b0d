using System.Globalization;
using System.Text.Json;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Ranks;

/// <summary>The progress files of ranks, one each, and what they add up to. Reads only.</summary>
internal static class RankProgress
{
    /// <summary>A rank's progress; null when there is none or it is not readable.</summary>
    public static ProgressSnapshot? TryRead(WorkDirectory work, int rank) => TryRead(work.RankProgress(rank));

    /// <summary>The sum over all ranks; null when the work directory never had any.</summary>
    public static ProgressSnapshot? TryReadAll(WorkDirectory work)
    {
        string folder = Path.GetDirectoryName(work.RankProgress(0))!;
        ProgressSnapshot[] ranks = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(TryRead).OfType<ProgressSnapshot>()]
            : [];
        return ranks.Length == 0 ? null : Sum(ranks);
    }

    /// <summary>Adds up what ranks did: a stage runs while any rank is at it, and its time left is that of the slowest.</summary>
    internal static ProgressSnapshot Sum(IReadOnlyList<ProgressSnapshot> ranks)
    {
        ProgressSnapshot latest = ranks.MaxBy(rank => rank.Time)!;
        string[] outcomes = [.. ranks.Select(rank => rank.Outcome ?? "").Where(outcome => outcome.Length > 0)];
        bool isFinished = ranks.All(rank => rank.IsFinished);
        return latest with
        {
            IsFinished = isFinished,
            Outcome = !isFinished ? null : outcomes.FirstOrDefault(outcome => outcome != "done") ?? "done",
            Stages = [.. latest.Stages.Select(stage => Sum([.. ranks.SelectMany(rank => rank.Stages).Where(other => other.Name == stage.Name)]))],
        };
    }

    private static StageProgress Sum(StageProgress[] parts)
    {
        StageProgress[] running = [.. parts.Where(part => part.State == StageState.Running)];
        StageState state = running.Length > 0 ? StageState.Running
            : Array.Exists(parts, part => part.State == StageState.Done) ? StageState.Done
            : Array.TrueForAll(parts, part => part.State == StageState.Skipped) ? StageState.Skipped
            : StageState.Waiting;
        return parts[0] with
        {
            State = state,
            PartsDone = parts.Sum(part => part.PartsDone),
            PartsTotal = parts.Sum(part => part.PartsTotal),
            PartsSkipped = parts.Max(part => part.PartsSkipped),
            Documents = parts.Sum(part => part.Documents),
            Bytes = parts.Sum(part => part.Bytes),
            Tokens = parts.Sum(part => part.Tokens),
            WorkDone = parts.Sum(part => part.WorkDone),
            WorkTotal = parts.Sum(part => part.WorkTotal),
            ElapsedSeconds = parts.Max(part => part.ElapsedSeconds),
            SecondsLeft = running.Max(part => part.SecondsLeft),
            Note = running.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{running.Length} ranks") : running.FirstOrDefault()?.Note,
        };
    }

    private static ProgressSnapshot? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? StateJson.Read<ProgressSnapshot>(File.ReadAllText(path)) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }
}
