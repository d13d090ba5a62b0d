using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Worker;

/// <summary>The parent's side: runs a spec in a worker process. A worker that dies is a failed probe, not a failed tool.</summary>
public static class ProbeProcess
{
    /// <summary>Runs a spec in a child process and reads its result.</summary>
    /// <param name="spec">Its paths are relative to the folder of <paramref name="resultPath"/>.</param>
    /// <param name="resultPath">Written by the worker, whole or not at all; the spec is written beside it as <c>.spec.json</c>.</param>
    /// <param name="command">How to start the worker.</param>
    /// <param name="progress">Told about 200 times a run; null for no reports.</param>
    /// <param name="cancellationToken">Kills the worker.</param>
    /// <exception cref="DiagnosticException">What the worker reported; DC4004 when it died; DC4005 when its result cannot be read.</exception>
    public static async Task<ProbeResult> RunAsync(
        ProbeSpec spec,
        string resultPath,
        WorkerCommand command,
        IProgress<ProbeProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(resultPath);
        ArgumentNullException.ThrowIfNull(command);
        ProbeSpecValidation.ThrowIfInvalid(spec, file: null);
        string specPath = Path.ChangeExtension(resultPath, ".spec.json");
        ProbeFiles.WriteSpec(spec, specPath);

        IReadOnlyList<WorkerDiagnostic>? reported = null;
        WorkerExit exit = await WorkerProcess.RunAsync(
            command,
            ["--spec", specPath, "--result", resultPath],
            WorkerProcess.EnvironmentFor(spec.Threads),
            Listen,
            cancellationToken).ConfigureAwait(false);

        if (reported is { Count: > 0 })
        {
            throw new DiagnosticException(
                [.. reported.Select(static item => Diagnostic.Error(item.Code, item.Message, item.File))],
                Enum.IsDefined((ExitCode)exit.Code) ? (ExitCode)exit.Code : ExitCode.Failed);
        }

        if (exit.Code != 0) throw Died(spec, exit);
        return ProbeFiles.ReadResult(resultPath);

        void Listen(string line)
        {
            WorkerEvent? parsed = Parse(line);
            if (parsed is { Event: "progress" })
            {
                progress?.Report(new ProbeProgress(parsed.Tokens, parsed.TotalTokens, parsed.Loss ?? double.NaN));
            }

            reported = parsed?.Diagnostics ?? reported;
        }
    }

    private static WorkerEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerEvent);
        }
        catch (JsonException)
        {
            // Native libraries sometimes print; only whole events count.
            return null;
        }
    }

    private static DiagnosticException Died(ProbeSpec spec, WorkerExit exit)
    {
        string cause = exit.Code switch
        {
            137 => "it was killed, most likely because memory ran out: use a smaller model, microBatchTokens or --jobs",
            134 => "native code aborted",
            139 => "native code accessed memory that is not its own",
            _ => "it failed",
        };
        string tail = exit.ErrorTail.Length == 0 ? "It wrote nothing to standard error." : "Its last words: " + exit.ErrorTail;
        return new DiagnosticException(
            Diagnostic.Error("DC4004", $"The worker of probe '{spec.Id}' ended with exit code {exit.Code}: {cause}. {tail}"),
            ExitCode.Failed);
    }
}
