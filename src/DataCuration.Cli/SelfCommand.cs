using DataCuration.Probes.Worker;

namespace DataCuration.Cli;

/// <summary>How this tool starts itself again.</summary>
internal static class SelfCommand
{
    /// <summary><c>curate probe-worker</c>.</summary>
    public static WorkerCommand ProbeWorker { get; } = Create("probe-worker");

    /// <summary>The tool's own program when it is what runs; otherwise (a tool run by <c>dotnet</c>, or a host of another name) its assembly through dotnet.</summary>
    public static WorkerCommand Create(params IReadOnlyList<string> arguments)
    {
        string process = Environment.ProcessPath!;
        string name = Path.GetFileNameWithoutExtension(process);
        if (name.Equals("curate", StringComparison.OrdinalIgnoreCase))
        {
            return new WorkerCommand(process, arguments);
        }

        string host = name.Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? process : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new WorkerCommand(host, ["exec", Path.Combine(AppContext.BaseDirectory, "curate.dll"), .. arguments]);
    }
}
