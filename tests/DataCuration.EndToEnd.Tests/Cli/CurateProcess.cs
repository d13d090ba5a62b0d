using System.Diagnostics;
using System.Text;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>Runs the real tool as a process of its own.</summary>
internal sealed class CurateProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private CurateProcess(Process process) => _process = process;

    public static string ToolPath { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "DataCuration.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "curate.dll"));

    public bool HasExited => _process.HasExited;

    public static CurateProcess Start(params string[] arguments) => StartIn(Environment.CurrentDirectory, arguments);

    public static CurateProcess StartIn(string folder, params string[] arguments) => Start(folder, [], arguments);

    private static CurateProcess Start(string folder, Dictionary<string, string> environment, string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(ToolPath);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        CurateProcess curate = new(new Process { StartInfo = start });
        curate._process.OutputDataReceived += (_, line) => curate._output.AppendLine(line.Data);
        curate._process.ErrorDataReceived += (_, line) => curate._error.AppendLine(line.Data);
        curate._process.Start();
        curate._process.BeginOutputReadLine();
        curate._process.BeginErrorReadLine();
        return curate;
    }

    public static Task<CurateResult> RunAsync(params string[] arguments) => RunInAsync(Environment.CurrentDirectory, arguments);

    public static async Task<CurateResult> RunInAsync(string folder, params string[] arguments)
    {
        using CurateProcess curate = StartIn(folder, arguments);
        return await curate.WaitAsync().ConfigureAwait(false);
    }

    public static async Task<CurateResult> RunWithAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        using CurateProcess curate = Start(Environment.CurrentDirectory, environment, arguments);
        return await curate.WaitAsync().ConfigureAwait(false);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill9() => _process.Kill();

    /// <summary>SIGTERM: the run saves and ends. Not on Windows.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<CurateResult> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).ConfigureAwait(false);
        return new CurateResult(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
