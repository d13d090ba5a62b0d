using System.Diagnostics;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines;
using DataCuration.Probes.Worker;

namespace DataCuration.Cli.Commands;

/// <summary>Starts the ranks of a run as processes of this machine and waits for them: for a big box, and to try a split before a cluster gets it.</summary>
internal static class LocalRanks
{
    private static readonly string[] Divided = ["--jobs", "--memory", "--stop-file"];

    /// <summary>Runs them to their end; the worst exit code.</summary>
    /// <param name="own">This process's own arguments; each rank gets them with a rank of its own and its share of threads and memory.</param>
    /// <param name="world">How many.</param>
    /// <param name="run">Resources to divide.</param>
    /// <param name="console">Where their lines go, each with its rank before it.</param>
    /// <param name="cancellationToken">Asks all ranks to save and end.</param>
    public static async Task<ExitCode> RunAsync(IEnumerable<string> own, int world, RunOptions run, ToolConsole console, CancellationToken cancellationToken)
    {
        string stopFile = Path.Combine(Path.GetFullPath(run.WorkDirectory), "state", "ranks", "stop");
        Directory.CreateDirectory(Path.GetDirectoryName(stopFile)!);
        File.Delete(stopFile);
        using CancellationTokenRegistration stop = cancellationToken.Register(() => File.WriteAllText(stopFile, ""));
        string[] arguments = [.. WithoutDivided(own)];
        Lock lines = new();
        ExitCode[] codes = await Task.WhenAll(Enumerable.Range(0, world).Select(rank => RunRankAsync(
            [
                .. arguments,
                "--rank", Text(rank), "--jobs", Text(Math.Max(1, run.Jobs / world)), "--memory", Text(run.MemoryBytes / world), "--stop-file", stopFile,
            ],
            line =>
            {
                lock (lines)
                {
                    console.Error.WriteLine($"[{rank}] {line}");
                }
            }))).ConfigureAwait(false);
        File.Delete(stopFile);
        return codes.FirstOrDefault(code => code is not (ExitCode.Done or ExitCode.Tie or ExitCode.NotIdentifiable), codes[0]);
    }

    private static async Task<ExitCode> RunRankAsync(string[] arguments, Action<string> onLine)
    {
        WorkerCommand self = SelfCommand.Create();
        ProcessStartInfo start = new(self.FileName) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in self.LeadingArguments.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[StopSignals.ParentProcessVariable] = Text(Environment.ProcessId);
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Forward(line.Data);
        process.ErrorDataReceived += (_, line) => Forward(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return (ExitCode)process.ExitCode;

        void Forward(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }

    private static IEnumerable<string> WithoutDivided(IEnumerable<string> arguments)
    {
        using IEnumerator<string> argument = arguments.GetEnumerator();
        while (argument.MoveNext())
        {
            if (Divided.Contains(argument.Current))
            {
                argument.MoveNext();
            }
            else
            {
                yield return argument.Current;
            }
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
