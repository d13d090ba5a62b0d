using DataCuration.Probes.Worker;

namespace DataCuration.Cli;

/// <summary>How this tool starts itself again: through the host it runs on.</summary>
internal static class SelfCommand
{
    /// <summary><c>curate probe-worker</c>.</summary>
    public static WorkerCommand ProbeWorker { get; } = Create("probe-worker");

    private static WorkerCommand Create(string verb)
    {
        string process = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string tool = Path.Combine(AppContext.BaseDirectory, "curate.dll");
        return isHost ? new WorkerCommand(process, ["exec", tool, verb]) : new WorkerCommand(process, [verb]);
    }
}
