using System.Globalization;
using DataCuration.Probes.Measuring;
using DataCuration.Probes.Models;
using DataCuration.Probes.Native;
using TorchSharp;

namespace DataCuration.ProbeBenchmark;

/// <summary>
/// Training speed of the ladder: <c>cpu|cuda fp32|bf16 THREADS CONTEXT [RUNG:MEMBERS:SEQUENCES:MICRO:STEPS]...</c>. Prints the device's
/// matrix rate first.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var device, var format, var threads, var context, .. var cases])
        {
            Console.Error.WriteLine("Usage: cpu|cuda fp32|bf16 THREADS CONTEXT [RUNG:MEMBERS:SEQUENCES:MICRO:STEPS]...");
            return 2;
        }

        TorchRuntimeInfo info = TorchRuntime.Load(new TorchRuntimeOptions());
        torch.set_num_threads(Parse(threads));
        Console.WriteLine($"libtorch {info.LibraryDirectory}; {device}, {format}, {threads} threads, context {context}");
        bool isCuda = device == "cuda";
        ProbePrecision precision = format == "bf16" ? ProbePrecision.Bf16 : ProbePrecision.Fp32;
        ThroughputMeter meter = new(isCuda, TimeProvider.System);
        int size = isCuda ? 8192 : 1024;
        double ceiling = meter.MatrixRate(precision, size);
        Console.WriteLine(FormattableString.Invariant($"matrix product {size}: {ceiling / 1e12:0.000} TFLOP/s"));
        foreach (string text in cases)
        {
            string[] parts = text.Split(':');
            int[] numbers = [.. parts[1..].Select(Parse)];
            Throughput found = meter.Measure(parts[0], numbers[0], precision, Parse(context), numbers[1], numbers[2], numbers[3]);
            Console.WriteLine(FormattableString.Invariant(
                $"{text}: {found.TokensPerSecond:0} tokens/s, {found.FlopsPerSecond / 1e12:0.000} TFLOP/s, {100 * found.FlopsPerSecond / ceiling:0.0} % of the matrix rate, loss {found.LastLoss:0.00000}"));
        }

        return 0;
    }

    private static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
