using System.Diagnostics;
using System.Text.Json;
using CorpusGenerator;

namespace DataCuration.CrashCampaign;

/// <summary>An undisturbed run, then chains of faults, each finished by an undisturbed run whose work directory must equal the first one's.</summary>
internal sealed class Campaign(string recipe, ulong seed, int faults, int chain, TextWriter output)
{
    private static readonly FaultKind[] Kinds = Mounts.AreAllowed ? Enum.GetValues<FaultKind>() : [FaultKind.KillAll, FaultKind.KillParent, FaultKind.Terminate];

    private readonly List<FaultRecord> _records = [];
    private readonly List<string> _findings = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("curate-crash-").FullName;
    private SortedDictionary<string, string> _expected = [];
    private double _seconds;
    private int _total;
    private int _exitCode;

    /// <summary>Runs it and prints a table; the exit code.</summary>
    public async Task<int> RunAsync()
    {
        string reference = Path.Combine(_folder, "reference");
        Stopwatch watch = Stopwatch.StartNew();
        (_exitCode, string error) = await RunUndisturbedAsync(reference);
        _seconds = watch.Elapsed.TotalSeconds;
        if (_exitCode is not (0 or 3 or 4))
        {
            output.WriteLine($"The undisturbed run ended with {_exitCode}:\n{error}");
            return 1;
        }

        _expected = WorkContents.Of(reference);
        _total = RecordsOf(reference);
        output.WriteLine($"An undisturbed run takes {_seconds:F0} s and leaves {_expected.Count} files. Seed {seed}.");
        int chains = 0;
        for (; _records.Count < faults; chains++)
        {
            await RunChainAsync(chains);
            output.WriteLine($"{_records.Count} faults, {chains + 1} work directories, {_findings.Count} findings, {watch.Elapsed.TotalMinutes:F0} min");
        }

        PrintTable(chains);
        Directory.Delete(_folder, recursive: true);
        return _findings.Count == 0 ? 0 : 1;
    }

    private async Task RunChainAsync(int number)
    {
        string work = Path.Combine(_folder, $"chain-{number:D3}");
        using Mounts mounts = new(work);
        mounts.Create();
        int findings = _findings.Count;
        for (int i = 0; i < chain && _records.Count < faults; i++)
        {
            await StrikeAsync(work, mounts, SplitMix.For(seed, (number * 1000) + i));
        }

        (int exitCode, string error) = await RunUndisturbedAsync(work);
        if (exitCode != _exitCode)
        {
            Find(work, $"after the faults the run ends with {exitCode}, expected {_exitCode}: {Tail(error)}");
        }

        foreach (string difference in WorkContents.Differences(_expected, WorkContents.Of(work)))
        {
            Find(work, difference);
        }

        if (_findings.Count > findings)
        {
            output.WriteLine(string.Join('\n', _findings.Skip(findings)));
        }
    }

    private async Task StrikeAsync(string work, Mounts mounts, SplitMix random)
    {
        FaultKind kind = Kinds[(int)(random.Next() % (ulong)Kinds.Length)];
        // Moments by progress, not by the clock, so that they are spread over the stages on any machine: some way into what is left, and a little later.
        int done = RecordsOf(work);
        double enough = done + (random.Unit() * 0.6 * (_total - done));
        TimeSpan later = TimeSpan.FromSeconds(random.Unit() * Math.Min(1.5, _seconds / 10));
        using CurateRun run = CurateRun.Start(recipe, work, TemporaryOf(work));
        while (!run.HasEnded && RecordsOf(work) < enough)
        {
            await Task.Delay(5);
        }

        for (Stopwatch watch = Stopwatch.StartNew(); !run.HasEnded && watch.Elapsed < later;)
        {
            await Task.Delay(5);
        }

        string stage = StageOf(work);
        bool hasStruck = !run.HasEnded;
        ReadErrorFile? unreadable = null;
        if (hasStruck)
        {
            switch (kind)
            {
                case FaultKind.KillAll:
                    run.Signal("-KILL", WorkProcesses.Of(work));
                    break;
                case FaultKind.KillParent:
                    run.Signal("-KILL", run.Id);
                    break;
                case FaultKind.Terminate:
                    run.Signal("-TERM", run.Id);
                    break;
                case FaultKind.DiskFull:
                    hasStruck = mounts.Fill((long)(random.Unit() * 100_000));
                    break;
                case FaultKind.ReadOnly:
                    hasStruck = Pick(Directory.EnumerateDirectories(work, "*", SearchOption.AllDirectories), ref random) is { } folder && mounts.Protect(folder);
                    break;
                case FaultKind.ReadError:
                    unreadable = Pick(Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories).Where(IsResult), ref random) is { } file ? ReadErrorFile.Make(file) : null;
                    hasStruck = unreadable is not null;
                    break;
            }
        }

        (int exitCode, string error) = await run.WaitAsync();
        unreadable?.Repair();
        mounts.Repair();
        _records.Add(new FaultRecord(kind, stage, hasStruck, exitCode));
        Judge(work, kind, hasStruck, exitCode, error, await WorkProcesses.OrphansOfAsync(work));
    }

    private void Judge(string work, FaultKind kind, bool hasStruck, int exitCode, string error, int[] orphans)
    {
        int[] allowed = kind switch
        {
            FaultKind.KillAll or FaultKind.KillParent => [137],
            FaultKind.Terminate => [143],
            _ => [75, 1, 65],
        };
        // A fault may come too late to matter, or hit what is not needed any more.
        bool mayEndWell = !hasStruck || kind is not (FaultKind.KillAll or FaultKind.KillParent);
        if (!allowed.Contains(exitCode) && !(mayEndWell && exitCode == _exitCode))
        {
            Find(work, $"{kind}: exit code {exitCode}: {Tail(error)}");
        }

        if (error.Contains("DC3099", StringComparison.Ordinal))
        {
            Find(work, $"{kind}: reported as a defect of curate: {Tail(error)}");
        }

        if (orphans.Length > 0)
        {
            Find(work, $"{kind}: {orphans.Length} processes outlived the run");
        }
    }

    private async Task<(int ExitCode, string Error)> RunUndisturbedAsync(string work)
    {
        string temporary = TemporaryOf(work);
        using CurateRun run = CurateRun.Start(recipe, work, temporary);
        (int, string) result = await run.WaitAsync();
        foreach (string left in Directory.EnumerateFileSystemEntries(temporary).Where(path => !Path.GetFileName(path).StartsWith("clr-debug-pipe", StringComparison.Ordinal)
            && !Path.GetFileName(path).StartsWith("dotnet-diagnostic", StringComparison.Ordinal)))
        {
            Find(work, $"left behind in the folder for temporary files: {Path.GetFileName(left)}");
        }

        return result;
    }

    private void PrintTable(int chains)
    {
        output.WriteLine();
        output.WriteLine("| fault | struck | came after the end | exit codes | stages at work |");
        output.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (IGrouping<FaultKind, FaultRecord> kind in _records.GroupBy(record => record.Kind).OrderBy(group => group.Key))
        {
            IEnumerable<string> codes = kind.Where(record => record.HasStruck).GroupBy(record => record.ExitCode).OrderBy(group => group.Key).Select(group => $"{group.Key} x{group.Count()}");
            IEnumerable<string> stages = kind.Where(record => record.HasStruck).GroupBy(record => record.Stage).OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}");
            output.WriteLine($"| {kind.Key} | {kind.Count(record => record.HasStruck)} | {kind.Count(record => !record.HasStruck)} | {string.Join(", ", codes)} | {string.Join(", ", stages)} |");
        }

        output.WriteLine($"{_records.Count} faults on {chains} work directories, {_records.Count(record => record.HasStruck)} struck a run at work; {_findings.Count} findings.");
        foreach (string finding in _findings)
        {
            output.WriteLine(finding);
        }
    }

    private void Find(string work, string what) => _findings.Add($"FOUND {Path.GetFileName(work)}: {what}");

    private string TemporaryOf(string work) => Directory.CreateDirectory(Path.Combine(_folder, "temporary", Path.GetFileName(work))).FullName;

    private static int RecordsOf(string work)
    {
        string folder = Path.Combine(work, "state", "done");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Count() : 0;
    }

    private static bool IsResult(string path) => !path.EndsWith(".tmp", StringComparison.Ordinal) && !path.Contains("/state/", StringComparison.Ordinal);

    private static string? Pick(IEnumerable<string> paths, ref SplitMix random)
    {
        string[] all = [.. paths.Order(StringComparer.Ordinal)];
        return all.Length == 0 ? null : all[(int)(random.Next() % (ulong)all.Length)];
    }

    private static string Tail(string error) => error.Length > 1500 ? error[^1500..] : error;

    private static string StageOf(string work)
    {
        try
        {
            using JsonDocument progress = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(work, "state", "progress.json")));
            return progress.RootElement.GetProperty("stages").EnumerateArray()
                .LastOrDefault(stage => string.Equals(stage.GetProperty("state").ToString(), "running", StringComparison.OrdinalIgnoreCase)) is { ValueKind: JsonValueKind.Object } current
                ? current.GetProperty("name").GetString()!
                : "between";
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException)
        {
            return "start";
        }
    }
}
