using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Worker;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace DataCuration.Probes.Tests;

/// <summary>Runs the tests, or the probe worker for those tests that start one.</summary>
internal static class Program
{
    /// <summary>First argument of a worker, as in <c>curate probe-worker</c>.</summary>
    public const string WorkerArgument = "probe-worker";

    /// <summary>First argument of a worker that dies without a word to its parent.</summary>
    public const string CrashArgument = "crash";


    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case WorkerArgument:
                return (int)ProbeWorker.Run(arguments[1..], Console.Out, Console.OpenStandardInput(), CancellationToken.None);
            case CrashArgument:
                await Console.Error.WriteLineAsync("about to abort");
                Environment.FailFast("native code has gone wrong");
                return (int)ExitCode.Failed;
            default:
                return arguments.Any(static argument => argument is "--server" or "--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(arguments);
        }
    }
}
