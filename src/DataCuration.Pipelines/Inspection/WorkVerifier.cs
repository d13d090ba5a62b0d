using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Recomputes every hash and every sum of a work directory. Reads only.</summary>
public static class WorkVerifier
{
    /// <summary>Verifies the directory.</summary>
    /// <exception cref="DiagnosticException">DC3042: the folder is no work directory.</exception>
    public static async Task<VerifyReport> VerifyAsync(string workDirectory, CancellationToken cancellationToken)
    {
        WorkDirectory work = WorkDirectories.Open(workDirectory);
        CompletionStore store = new(work);
        List<Diagnostic> problems = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        int files = 0;
        long bytes = 0;
        string[] stages = WorkDirectories.StagesIn(work);
        foreach (string stage in stages)
        {
            IReadOnlyList<CompletionRecord> records = store.ReadAll(stage);
            TaskCounts sum = TaskCounts.Sum(records.Select(record => record.Counts));
            if (sum.In != sum.Out + sum.Dropped + sum.Quarantined)
            {
                problems.Add(Diagnostic.Error(
                    "DC3030", $"Stage '{stage}': {sum.In} in, but {sum.Out} kept + {sum.Dropped} dropped + {sum.Quarantined} quarantined. Delete the work directory and run again; if it stays, report it.", work.Root));
            }

            foreach (TaskOutput output in records.SelectMany(record => record.Outputs))
            {
                known.Add(output.Path);
                files++;
                bytes += output.Bytes;
                if (await ProblemOfAsync(work, stage, output, cancellationToken).ConfigureAwait(false) is { } problem)
                {
                    problems.Add(problem);
                }
            }
        }

        AddConservationAcrossStages(store, work, problems);
        AddStrangers(work, known, problems);
        return new VerifyReport(files, bytes, stages.Length, problems);
    }

    private static async Task<Diagnostic?> ProblemOfAsync(WorkDirectory work, string stage, TaskOutput output, CancellationToken cancellationToken)
    {
        string path = work.Full(output.Path);
        if (!File.Exists(path))
        {
            return Diagnostic.Error("DC3043", $"The file that stage '{stage}' wrote is gone. Run the recipe again: it will be made anew.", path);
        }

        string hash = await Fingerprint.OfFileAsync(path, cancellationToken).ConfigureAwait(false);
        return string.Equals(hash, output.Sha256, StringComparison.Ordinal)
            ? null
            : Diagnostic.Error("DC3043", $"The content differs from what stage '{stage}' wrote (SHA-256 {hash[..12]}…, expected {output.Sha256[..12]}…). Delete the file and run the recipe again.", path);
    }

    // What one stage lets through is what the next one gets.
    private static void AddConservationAcrossStages(CompletionStore store, WorkDirectory work, List<Diagnostic> problems)
    {
        (string[] From, string To)[] borders =
        [
            ([StageNames.Ingest], StageNames.Metrics), ([StageNames.Ingest, StageNames.Synthetic], StageNames.Pools), ([StageNames.Pools], StageNames.Dataset),
        ];
        foreach ((string[] from, string to) in borders)
        {
            IReadOnlyList<CompletionRecord> next = store.ReadAll(to);
            long left = from.SelectMany(store.ReadAll).Sum(record => record.Counts.Out);
            long entered = next.Sum(record => record.Counts.In);
            if (next.Count > 0 && left != entered)
            {
                problems.Add(Diagnostic.Error("DC3030", $"{left} documents left stage '{string.Join("' and '", from)}', but {entered} entered '{to}'. Run the recipe again: the later stage is out of date.", work.Root));
            }
        }
    }

    private static void AddStrangers(WorkDirectory work, HashSet<string> known, List<Diagnostic> problems)
    {
        if (!Directory.Exists(work.Dataset))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(work.Dataset, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!known.Contains(work.Relative(path)))
            {
                problems.Add(Diagnostic.Warning("DC3044", "No stage wrote this file, but it lies in the dataset's folder. Move it away: readers take every part there for data.", path));
            }
        }
    }
}
