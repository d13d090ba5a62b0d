using DataCuration.Probes.Native;

namespace DataCuration.Probes.Worker;

/// <summary>How to start a worker process: a program that hands its arguments to <see cref="ProbeWorker.Run"/>.</summary>
/// <param name="FileName">The program, for example <c>curate</c> or <c>dotnet</c>.</param>
/// <param name="LeadingArguments">What comes before the worker's own arguments, for example <c>probe-worker</c>.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> LeadingArguments)
{
    /// <summary>Passed to the worker as <see cref="TorchRuntimeOptions.LibraryDirectory"/>; null: it searches.</summary>
    public string? TorchLibraryDirectory { get; init; }
}
