using System.Diagnostics;

namespace DataCuration.EndToEnd.Tests.Batch;

/// <summary>A real Slurm of two nodes on loopback, made by tools/SlurmSandbox.</summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly string Sandbox = Path.Combine(Readme.Root, "tools/SlurmSandbox/slurm-sandbox");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slurm-");

    private SlurmCluster()
    {
    }

    public static async Task<SlurmCluster> StartAsync()
    {
        SlurmCluster cluster = new();
        await cluster.RunAsync(Sandbox, "start", cluster._folder.FullName);
        return cluster;
    }

    /// <summary>Runs a program that talks to this cluster; its output, when it succeeds.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        // Output goes to a file: the daemons that the sandbox leaves behind would keep a pipe open.
        string log = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.out");
        ProcessStartInfo start = new("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", log, program, .. arguments]);
        start.Environment["SLURM_CONF"] = Path.Combine(_folder.FullName, "slurm.conf");
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string output = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, $"{program} said: {output}");
        return output;
    }

    /// <summary>Ids of the tasks with this job name that run now.</summary>
    public async Task<string[]> RunningAsync(string jobName) =>
        (await RunAsync("squeue", "--noheader", "--states=RUNNING", "--format=%i", "--name", jobName)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits until nothing runs or waits to run.</summary>
    public async Task WaitUntilIdleAsync()
    {
        while ((await RunAsync("squeue", "--noheader")).Length > 0)
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The states that the tasks of a job name ended in.</summary>
    public async Task<string[]> StatesAsync(string jobName) =>
        (await RunAsync("squeue", "--noheader", "--states=all", "--format=%T", "--name", jobName)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Sandbox, "stop", _folder.FullName);
        for (int attempt = 0; Directory.EnumerateFiles(_folder.FullName, "*.pid").Any() && attempt < 100; attempt++)
        {
            await Task.Delay(100);
        }

        _folder.Delete(recursive: true);
    }
}
