using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Models;
using DataCuration.Probes.Training;
using DataCuration.Probes.Worker;
using TorchSharp;

namespace DataCuration.Probes.Measuring;

/// <summary>Measures how fast probes will train on this machine, in a child process: some steps on random tokens, so that a plan's time is no guess.</summary>
public static class ProbeSpeed
{
    /// <summary>Compute of one step that is measured on a CPU, at most, unless one sequence needs more: a third of a second on one core.</summary>
    private const double CpuStepFlops = 1.5e10;

    private const double CudaStepFlops = 1e14;

    /// <summary>Asks a child process.</summary>
    /// <param name="command">How to start the worker.</param>
    /// <param name="question">Which training.</param>
    /// <param name="cancellationToken">Kills the child.</param>
    /// <returns>The speed of one probe alone; null when the worker cannot be started or fails.</returns>
    public static async Task<Throughput?> MeasureAsync(WorkerCommand command, SpeedQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(question);
        List<string> lines = [];
        try
        {
            WorkerExit exit = await WorkerProcess.RunAsync(
                command, ["--speed", JsonSerializer.Serialize(question, WorkerJson.Default.SpeedQuestion)], WorkerProcess.EnvironmentFor(question.Threads), lines.Add, cancellationToken).ConfigureAwait(false);
            string? answer = exit.Code == 0 ? lines.LastOrDefault(static line => line.StartsWith('{')) : null;
            return answer is null ? null : JsonSerializer.Deserialize(answer, WorkerJson.Default.Throughput);
        }
        catch (Exception exception) when (exception is DiagnosticException or JsonException)
        {
            // Without a worker nothing can be measured; whoever runs the plan will be told why.
            return null;
        }
    }

    /// <summary>Measures in this process. libtorch must be loaded.</summary>
    internal static Throughput Measure(SpeedQuestion question, TimeProvider clock)
    {
        bool isCuda = question.Device != "cpu" && torch.cuda.is_available();
        ModelShape shape = ModelLadder.Find(question.Model) ?? throw new ArgumentException($"There is no model '{question.Model}'.", nameof(question));
        torch.set_num_threads(question.Threads);
        double sequenceFlops = shape.FlopsPerToken(question.Vocabulary, question.ContextLength) * question.ContextLength;
        double stepFlops = isCuda ? CudaStepFlops : CpuStepFlops;
        int sequences = (int)Math.Clamp(question.BatchTokens / question.ContextLength, 1, Math.Max(1, (long)(stepFlops / sequenceFlops)));
        int micro = Math.Max(1, ProbeTrainer.MicroTokens(shape, isCuda) / question.ContextLength);
        int steps = (int)Math.Clamp(stepFlops / (sequences * sequenceFlops), 1, 100);
        int windows = sequenceFlops > stepFlops ? 1 : 5;
        ProbePrecision precision = isCuda ? ProbePrecision.Bf16 : ProbePrecision.Fp32;
        return new ThroughputMeter(isCuda, clock).Measure(question.Model, 1, precision, question.ContextLength, sequences, Math.Min(sequences, micro), steps, windows, question.Vocabulary);
    }
}
