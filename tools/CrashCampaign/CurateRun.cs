using System.Diagnostics;

namespace DataCuration.CrashCampaign;

/// <summary>One start of the real tool.</summary>
internal sealed class CurateRun : IDisposable
{
    private static readonly string Tool = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "DataCuration.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "curate.dll"));

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CurateRun(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public static CurateRun Start(string recipe, string work, string temporary)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Tool, "run", recipe, "--work", work])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["TMPDIR"] = temporary;
        return new CurateRun(Process.Start(start)!);
    }

    /// <summary>Its exit code and everything it wrote to standard error.</summary>
    public async Task<(int ExitCode, string Error)> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await _output;
        return (_process.ExitCode, await _error);
    }

    public void Signal(string signal, params IEnumerable<int> processes)
    {
        using Process kill = Process.Start(new ProcessStartInfo("kill", [signal, .. processes.Select(id => $"{id}")]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public void Dispose() => _process.Dispose();
}
