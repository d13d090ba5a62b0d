using System.Diagnostics;
using System.Globalization;

namespace DataCuration.RephrasingBenchmark.Measuring;

/// <summary>A <see cref="Server.BareServer"/> in a process of its own, so that what it takes of the processor is not the client's. It ends with its standard input.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Processor time until now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(int latencyMilliseconds)
    {
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        }

        start.ArgumentList.Add("serve-bare");
        start.ArgumentList.Add(latencyMilliseconds.ToString(CultureInfo.InvariantCulture));
        Process process = Process.Start(start)!;
        return new ServerProcess(process, new Uri((await process.StandardOutput.ReadLineAsync().ConfigureAwait(false))!));
    }

    /// <summary>Mean time of a call inside the server since it was last asked, milliseconds.</summary>
    public async Task<double> TakeLatencyAsync()
    {
        await _process.StandardInput.WriteLineAsync().ConfigureAwait(false);
        return double.Parse((await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false))!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
