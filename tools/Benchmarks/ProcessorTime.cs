using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace DataCuration.Benchmarks;

/// <summary>
/// Megabytes per second of processor time, summed over all threads: "per core" whatever the number of threads, and on a machine that others use too. The median of several runs.
/// Beside it what the garbage collector had to give, in bytes for each byte of input.
/// </summary>
internal static class ProcessorTime
{
    private const int Runs = 7;

    // Long enough for the methods to be compiled for good; short of it a file of tens of megabytes measures the compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs every benchmark of a class and prints a line for each.</summary>
    /// <param name="benchmarks">A class with a static <c>long Bytes</c>.</param>
    public static async Task MeasureAsync(Type benchmarks)
    {
        object instance = Activator.CreateInstance(benchmarks)!;
        Invoke<GlobalSetupAttribute>(instance);
        long bytes = (long)benchmarks.GetProperty("Bytes")!.GetValue(null)!;
        Console.WriteLine($"{benchmarks.Name}, {bytes / 1e6:F1} MB an operation: MB per second of processor time; MB per second of the clock; bytes allocated for each byte");
        foreach (MethodInfo method in benchmarks.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
        {
            List<(double Processor, double Clock, double Allocated)> seconds = [];
            for (Stopwatch warmUp = Stopwatch.StartNew(); seconds.Count < Runs;)
            {
                bool isWarm = warmUp.Elapsed >= WarmUp;
                GC.Collect();
                using Process process = Process.GetCurrentProcess();
                TimeSpan before = process.TotalProcessorTime;
                long allocated = GC.GetTotalAllocatedBytes(precise: true);
                Stopwatch clock = Stopwatch.StartNew();
                if (method.Invoke(instance, null) is Task task) await task;
                clock.Stop();
                process.Refresh();
                if (isWarm) seconds.Add(((process.TotalProcessorTime - before).TotalSeconds, clock.Elapsed.TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated));
            }

            double processor = seconds.Select(run => run.Processor).Order().ElementAt(Runs / 2);
            double wall = seconds.Select(run => run.Clock).Order().ElementAt(Runs / 2);
            double garbage = seconds.Select(run => run.Allocated).Order().ElementAt(Runs / 2);
            string name = method.GetCustomAttribute<BenchmarkAttribute>()!.Description ?? method.Name;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-45} {bytes / 1e6 / processor,8:F0} {bytes / 1e6 / wall,8:F0} {garbage / bytes,8:F2}"));
        }

        Invoke<GlobalCleanupAttribute>(instance);
    }

    private static void Invoke<TAttribute>(object instance)
        where TAttribute : Attribute =>
        instance.GetType().GetMethods().FirstOrDefault(method => method.GetCustomAttribute<TAttribute>() is not null)?.Invoke(instance, null);
}
