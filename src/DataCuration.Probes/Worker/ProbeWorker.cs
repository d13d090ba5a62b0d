using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Measuring;
using DataCuration.Probes.Native;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Worker;

/// <summary>
/// The child's side: runs one spec in a process of its own, because native code may end the process without notice. Writes one
/// JSON object a line: <c>{"event":"progress","tokens":…,"totalTokens":…,"loss":…}</c>.
/// </summary>
public static class ProbeWorker
{
    /// <summary>Progress lines of a whole run, about.</summary>
    private const int ProgressLines = 200;

    /// <summary>Does what the arguments say: <c>--spec FILE --result FILE</c>, <c>--speed JSON</c> or <c>--doctor</c>.</summary>
    /// <param name="arguments">The worker's own arguments.</param>
    /// <param name="output">Where the events go; standard output.</param>
    /// <param name="lifeline">Standard input: its end means that the parent is gone, and the worker stops.</param>
    /// <param name="cancellationToken">Stops the worker.</param>
    /// <returns>The exit code of the process.</returns>
    public static ExitCode Run(
        IReadOnlyList<string> arguments, TextWriter output, Stream lifeline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(lifeline);
        if (arguments is ["--doctor"])
        {
            output.WriteLine(JsonSerializer.Serialize(TorchDoctor.Examine(new TorchRuntimeOptions()), WorkerJson.Default.TorchFacts));
            return ExitCode.Done;
        }

        if (arguments is ["--speed", var asked] && JsonSerializer.Deserialize(asked, WorkerJson.Default.SpeedQuestion) is { } question)
        {
            return MeasureSpeed(question, output);
        }

        TimeSpan interval = new ProbeTrainerOptions().CheckpointInterval;
        string[] given = [.. arguments];
        if (given is [.. var before, "--checkpoint-seconds", var seconds]
            && double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) && parsed is >= 0 and < 1e6)
        {
            (given, interval) = (before, TimeSpan.FromSeconds(parsed));
        }

        if (given is not ["--spec", var specPath, "--result", var resultPath])
        {
            output.WriteLine("The probe worker is started by curate; its arguments are --spec FILE --result FILE [--checkpoint-seconds N].");
            return ExitCode.Usage;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Watch(lifeline, stop);
        try
        {
            RunSpec(specPath, resultPath, interval, output, stop.Token);
            return ExitCode.Done;
        }
        catch (DiagnosticException exception)
        {
            WorkerDiagnostic[] diagnostics =
                [.. exception.Diagnostics.Select(static item => new WorkerDiagnostic(item.Code, item.Message, item.File))];
            Write(output, new WorkerEvent { Event = "error", Diagnostics = diagnostics });
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Terminated;
        }
    }

    private static ExitCode MeasureSpeed(SpeedQuestion question, TextWriter output)
    {
        try
        {
            TorchRuntime.Load(new TorchRuntimeOptions());
            output.WriteLine(JsonSerializer.Serialize(ProbeSpeed.Measure(question, TimeProvider.System), WorkerJson.Default.Throughput));
            return ExitCode.Done;
        }
        catch (DiagnosticException exception)
        {
            return exception.ExitCode;
        }
    }

    /// <summary>Runs a spec and writes its result: whole, or not at all.</summary>
    /// <exception cref="DiagnosticException">DC3001 to DC3004, DC4001 to DC4003.</exception>
    internal static void RunSpec(
        string specPath, string resultPath, TimeSpan checkpointInterval, TextWriter output, CancellationToken cancellationToken)
    {
        ProbeSpec spec = ProbeFiles.ReadSpec(specPath);
        ProbeSpecValidation.ThrowIfInvalid(spec, specPath);
        TorchRuntime.Load(new TorchRuntimeOptions());
        long nextReport = 0;
        string checkpoint = Path.ChangeExtension(resultPath, ".checkpoint.safetensors");
        ProbeTrainerOptions options = new() { CheckpointPath = checkpoint, CheckpointInterval = checkpointInterval, Progress = Report };
        using (ProbeTrainer trainer = new([spec], Path.GetDirectoryName(Path.GetFullPath(specPath)) ?? "", options))
        {
            ProbeFiles.WriteResult(trainer.Run(cancellationToken)[0], resultPath);
        }

        File.Delete(checkpoint);

        void Report(ProbeProgress progress)
        {
            if (progress.Tokens < nextReport && progress.Tokens < progress.TotalTokens) return;
            nextReport = progress.Tokens + (progress.TotalTokens / ProgressLines);
            Write(output, new WorkerEvent
            {
                Event = "progress",
                Tokens = progress.Tokens,
                TotalTokens = progress.TotalTokens,
                Loss = double.IsFinite(progress.Loss) ? progress.Loss : null,
            });
        }
    }

    private static void Write(TextWriter output, WorkerEvent line)
    {
        output.WriteLine(JsonSerializer.Serialize(line, WorkerJson.Default.WorkerEvent));
        output.Flush();
    }

    /// <summary>A thread that waits for the end of a stream; a blocked read cannot be cancelled, so the thread is left behind at exit.</summary>
    private static void Watch(Stream lifeline, CancellationTokenSource stop)
    {
        Thread thread = new(() =>
        {
            try
            {
                while (lifeline.ReadByte() >= 0)
                {
                }
            }
            catch (IOException)
            {
                // A broken pipe says the same as a closed one.
            }

            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The run ended first: there is nothing left to stop.
            }
        })
        {
            IsBackground = true,
            Name = "probe-worker lifeline",
        };
        thread.Start();
    }
}
