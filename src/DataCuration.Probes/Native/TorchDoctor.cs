using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Models;
using DataCuration.Probes.Training;
using DataCuration.Probes.Worker;
using TorchSharp;

namespace DataCuration.Probes.Native;

/// <summary>Finds out whether probes can run here, without risking the process that asks: native code is loaded in a child.</summary>
public static class TorchDoctor
{
    /// <summary>Asks a child process.</summary>
    /// <param name="command">How to start the worker.</param>
    /// <param name="cancellationToken">Ends the child.</param>
    /// <returns>The facts; a child that cannot be started or dies is a fact too.</returns>
    public static async Task<TorchFacts> ExamineAsync(WorkerCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        TorchPreflightReport? preflight = Preflight(command);
        TorchFacts facts = await AskAsync(command, cancellationToken).ConfigureAwait(false);
        return facts with { Preflight = preflight };
    }

    /// <summary>Looks, loads and tries, in this process.</summary>
    internal static TorchFacts Examine(TorchRuntimeOptions options)
    {
        try
        {
            TorchRuntimeInfo runtime = TorchRuntime.Load(options);
            double loss = SmokeTest(torch.CPU, ProbePrecision.Fp32);
            int devices = torch.cuda.device_count();
            if (devices > 0) loss += SmokeTest(torch.CUDA, ProbePrecision.Bf16);
            return double.IsFinite(loss)
                ? new TorchFacts { IsUsable = true, Runtime = runtime, CudaDeviceCount = devices }
                : Unusable("DC3002", $"libtorch loads from '{runtime.LibraryDirectory}', but a first training step gives {loss}.");
        }
        catch (DiagnosticException exception)
        {
            return Unusable(exception.Diagnostics[0].Code, exception.Diagnostics[0].Message);
        }
        catch (System.Runtime.InteropServices.ExternalException exception)
        {
            return Unusable("DC3002", "libtorch loads, but a first training step fails: " + exception.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Everything that a probe calls, once: a step, a copy of the state to come back to, and scoring.</summary>
    private static double SmokeTest(torch.Device device, ProbePrecision precision)
    {
        using IDisposable scope = torch.NewDisposeScope();
        ProbeModel model = ProbeModel.Create(new ModelShape("doctor", 32, 1, 32, 64), 64, 8, precision, seed: 1, device);
        using TrainingState state = new(model, new AdamSettings(0.9, 0.99, 0.1));
        using TensorSnapshot snapshot = state.Snapshot();
        double loss = state.Step(torch.zeros(1, 1, 9, torch.int64), microSequences: 1, rate: 0.01).to(torch.CPU).data<double>()[0];
        snapshot.Restore();
        using ProbeModel member = model.Member(0);
        torch.Tensor tokens = torch.zeros(1, 8, torch.int64).to(device);
        return loss + ProbeScript.Nats(member, tokens, tokens).to(torch.CPU).sum().ToDouble();
    }

    private static TorchPreflightReport? Preflight(WorkerCommand command)
    {
        try
        {
            TorchLocation location = TorchRuntime.Locate(new TorchRuntimeOptions { LibraryDirectory = command.TorchLibraryDirectory });
            return TorchPreflight.Examine(location.GluePath, location.LibraryDirectory);
        }
        catch (DiagnosticException)
        {
            // Nothing to compare; the child says why.
            return null;
        }
    }

    private static async Task<TorchFacts> AskAsync(WorkerCommand command, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        WorkerExit exit;
        try
        {
            exit = await WorkerProcess.RunAsync(command, ["--doctor"], [], lines.Add, cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException exception)
        {
            return Unusable(exception.Diagnostics[0].Code, exception.Diagnostics[0].Message);
        }

        string reason = $"the worker ended with exit code {exit.Code}. {exit.ErrorTail}";
        foreach (string line in lines)
        {
            if (!line.StartsWith('{')) continue;
            try
            {
                return JsonSerializer.Deserialize(line, WorkerJson.Default.TorchFacts) ?? Unusable("DC4004", reason);
            }
            catch (JsonException)
            {
                // Cut off in the middle: the exit code tells more.
                break;
            }
        }

        return Unusable("DC4004", reason);
    }

    private static TorchFacts Unusable(string code, string reason) => new() { IsUsable = false, Code = code, Reason = reason };
}
