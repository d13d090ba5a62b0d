using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Native;

namespace DataCuration.Probes.Worker;

/// <summary>Starts a worker, listens to it, and makes sure that it does not outlive its parent.</summary>
internal static class WorkerProcess
{
    private const int ErrorTailLines = 20;

    /// <summary>
    /// libtorch's aligned blocks fragment glibc's heap (before 2.38 its aligned allocation reuses no free block): 300 steps of a smoke
    /// probe took it to 3 GB. With pages of their own for blocks above 1 MB it stayed at 0.6 GB; huge pages keep page faults cheap.
    /// </summary>
    private static readonly IReadOnlyList<KeyValuePair<string, string>> AllocatorVariables =
    [
        new("MALLOC_ARENA_MAX", "2"),
        new("MALLOC_MMAP_THRESHOLD_", "1048576"),
        new("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
    ];

    /// <summary>Runs a worker to its end.</summary>
    /// <param name="command">The program.</param>
    /// <param name="arguments">The worker's own arguments.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="onLine">Called for each line of its standard output, one after the other.</param>
    /// <param name="cancellationToken">Kills the worker.</param>
    /// <exception cref="DiagnosticException">DC4004: it cannot be started.</exception>
    public static async Task<WorkerExit> RunAsync(
        WorkerCommand command,
        IReadOnlyList<string> arguments,
        IReadOnlyList<KeyValuePair<string, string>> environment,
        Action<string> onLine,
        CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = StartInfoFor(command, arguments, environment) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC4004",
                    $"The probe worker '{command.FileName}' cannot be started: {exception.Message}. Check the installation with 'curate doctor'."),
                ExitCode.Failed);
        }

        try
        {
            // Standard input stays open and silent: its end tells the worker that this process is gone.
            Task<Queue<string>> errors = ReadTailAsync(process.StandardError, cancellationToken);
            while (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                onLine(line);
            }

            Queue<string> tail = await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new WorkerExit(process.ExitCode, string.Join(Environment.NewLine, tail));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What a worker with this many threads should find in its environment.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> EnvironmentFor(int threads)
    {
        string count = threads.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. OpenMpSettings.Variables.Concat(AllocatorVariables)
                .Where(static variable => Environment.GetEnvironmentVariable(variable.Key) is null),
            new("OMP_NUM_THREADS", count),
            new("MKL_NUM_THREADS", count),
            // Tens of workers may run side by side, and their memory is native: one small managed heap each.
            new("DOTNET_gcServer", "0"),
            new("DOTNET_gcConcurrent", "0"),
        ];
    }

    private static ProcessStartInfo StartInfoFor(
        WorkerCommand command, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        ProcessStartInfo info = new(command.FileName, [.. command.LeadingArguments, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment) info.Environment[name] = value;
        if (command.TorchLibraryDirectory is { } directory)
        {
            info.Environment[TorchRuntimeOptions.LibraryDirectoryVariable] = directory;
        }

        return info;
    }

    private static async Task<Queue<string>> ReadTailAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        Queue<string> tail = new();
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            tail.Enqueue(line);
            if (tail.Count > ErrorTailLines) tail.Dequeue();
        }

        return tail;
    }
}
