using DataCuration.Probes.Worker;

namespace DataCuration.Cli;

/// <summary>How this tool starts itself again, and its companion.</summary>
internal static class SelfCommand
{
    /// <summary><c>curate-probe</c> where it is installed beside this tool, otherwise <c>curate probe-worker</c>, which looks for libtorch itself.</summary>
    public static WorkerCommand ProbeWorker { get; } =
        ProbeTool.Find(AppContext.BaseDirectory) is { } tool ? Program(tool) : Create("probe-worker");

    /// <summary>The tool's own program when it is what runs; otherwise (a tool run by <c>dotnet</c>, or a host of another name) its assembly through dotnet.</summary>
    public static WorkerCommand Create(params IReadOnlyList<string> arguments) => Program(Path.Combine(AppContext.BaseDirectory, "curate.dll"), arguments);

    // As this process was started: the program beside the assembly when this is one, else the assembly through dotnet.
    private static WorkerCommand Program(string assembly, params IReadOnlyList<string> arguments)
    {
        string process = Environment.ProcessPath!;
        string name = Path.GetFileNameWithoutExtension(process);
        if (name.Equals("curate", StringComparison.OrdinalIgnoreCase))
        {
            return new WorkerCommand(Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null), arguments);
        }

        string host = name.Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? process : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new WorkerCommand(host, ["exec", assembly, .. arguments]);
    }
}
