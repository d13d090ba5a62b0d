// Hot paths, each beside a ceiling or a named peer in the same run:
//
//   dotnet run -c Release --project tools/Benchmarks                              which benchmarks there are
//   dotnet run -c Release --project tools/Benchmarks -- --filter '*ExactHash*'    run some; --job short for a quick look
//   dotnet run -c Release --project tools/Benchmarks -- processor-time NAME...    some classes by processor time, for machines that are shared
//
// The MB/s column counts the bytes of text that one operation reads. What was measured when, and on what, is in docs/performance.md.
using BenchmarkDotNet.Running;
using DataCuration.Benchmarks;

if (args is ["processor-time", .. string[] names])
{
    foreach (string name in names) await ProcessorTime.MeasureAsync(typeof(QuickstartText).Assembly.GetType($"DataCuration.Benchmarks.{name}", throwOnError: true)!);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(QuickstartText).Assembly).Run(args, new ThroughputConfig());
