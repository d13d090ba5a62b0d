using System.Globalization;
using System.Text;
using DataCuration.Pipelines.Ranks;

namespace DataCuration.Cli.Batch;

/// <summary>
/// A shell script that submits one job array a stage, each after the whole of the one before. Pure. The arrays start <c>curate run --stage</c>
/// with <c>exec</c>, so that signals reach the tool and its exit code is the task's: 75 is requeued where the cluster has <c>RequeueExit=75</c>.
/// </summary>
internal static class SlurmScript
{
    public static string Write(BatchJob job)
    {
        StringBuilder script = new();
        Line("#!/bin/sh");
        Line($"# Submits {job.Name} to Slurm: {job.Stages.Count} job arrays, at most {job.World} tasks at once. After a failure submit again: finished tasks are kept, and stages whose tasks are all done are left out.");
        Line("set -eu");
        Line($"mkdir -p {Quote(job.WorkDirectory + "/state/logs")}");
        foreach (BatchStage stage in job.Stages)
        {
            Line($"{stage.Name}=$(sbatch {string.Join(" ", Options(job, stage))} --wrap {Quote($"exec {string.Join(" ", Command(job, stage).Select(Quote))}")})");
        }

        Line($"echo \"submitted {string.Join(" ", job.Stages.Select(stage => "$" + stage.Name))}\"");
        return script.ToString();

        void Line(string line) => script.Append(line).Append('\n');
    }

    private static IEnumerable<string> Options(BatchJob job, BatchStage stage)
    {
        yield return "--parsable";
        yield return $"--job-name={Quote($"{job.Name}-{stage.Name}")}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--array=0-{stage.Ranks - 1}");
        if (stage.After is { } before)
        {
            yield return $"--dependency=afterok:${before}";
            yield return "--kill-on-invalid-dep=yes";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={job.Jobs}");
        if (job.Memory is { } memory)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"--mem={MemorySize.Parse(memory) >> 20}M");
        }

        if (job.Partition is { } partition)
        {
            yield return $"--partition={Quote(partition)}";
        }

        if (job.TimeLimit is { } limit)
        {
            // Time to save: the tool stops at the next batch on TERM.
            yield return $"--time={Quote(limit)} --signal=B:TERM@120";
        }

        if (job.Gpus > 0 && stage.TrainsProbes)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"--gres=gpu:{job.Gpus}");
        }

        yield return "--requeue --open-mode=append";
        yield return $"--output={Quote($"{job.WorkDirectory}/state/logs/{stage.Name}-%a.log")}";
    }

    // The rank comes from SLURM_ARRAY_TASK_ID.
    private static IEnumerable<string> Command(BatchJob job, BatchStage stage) =>
    [
        .. job.Tool, .. job.Arguments, "--world", stage.Ranks.ToString(CultureInfo.InvariantCulture), "--stage", stage.Name,
        "--jobs", job.Jobs.ToString(CultureInfo.InvariantCulture), .. job.Memory is { } memory ? (string[])["--memory", memory] : [],
    ];

    // Quotes for the shell only where it needs them.
    internal static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=%,+@".Contains(c, StringComparison.Ordinal)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
