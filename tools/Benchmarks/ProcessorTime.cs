using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace DataCuration.Benchmarks;

/// <summary>
/// Megabytes per second of processor time, summed over all threads: "per core" whatever the number of threads, and on a machine that others use too. The median of several runs.
/// </summary>
internal static class ProcessorTime
{
    private const int Runs = 7;

    /// <summary>Runs every benchmark of a class and prints a line for each.</summary>
    /// <param name="benchmarks">A class with a static <c>long Bytes</c>.</param>
    public static async Task MeasureAsync(Type benchmarks)
    {
        object instance = Activator.CreateInstance(benchmarks)!;
        Invoke<GlobalSetupAttribute>(instance);
        long bytes = (long)benchmarks.GetProperty("Bytes")!.GetValue(null)!;
        Console.WriteLine($"{benchmarks.Name}, {bytes / 1e6:F1} MB an operation: MB per second of processor time; MB per second of the clock");
        foreach (MethodInfo method in benchmarks.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
        {
            List<(double Processor, double Clock)> seconds = [];
            for (int run = -2; run < Runs; run++)
            {
                GC.Collect();
                using Process process = Process.GetCurrentProcess();
                TimeSpan before = process.TotalProcessorTime;
                Stopwatch clock = Stopwatch.StartNew();
                if (method.Invoke(instance, null) is Task task) await task;
                clock.Stop();
                process.Refresh();
                if (run >= 0) seconds.Add(((process.TotalProcessorTime - before).TotalSeconds, clock.Elapsed.TotalSeconds));
            }

            double processor = seconds.Select(run => run.Processor).Order().ElementAt(Runs / 2);
            double wall = seconds.Select(run => run.Clock).Order().ElementAt(Runs / 2);
            string name = method.GetCustomAttribute<BenchmarkAttribute>()!.Description ?? method.Name;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-45} {bytes / 1e6 / processor,8:F0} {bytes / 1e6 / wall,8:F0}"));
        }

        Invoke<GlobalCleanupAttribute>(instance);
    }

    private static void Invoke<TAttribute>(object instance)
        where TAttribute : Attribute =>
        instance.GetType().GetMethods().FirstOrDefault(method => method.GetCustomAttribute<TAttribute>() is not null)?.Invoke(instance, null);
}
