using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DataCuration.EndToEnd.Tests.Storage;

/// <summary>
/// A storage server from npm on loopback, in a folder of its own. <c>CURATE_TEST_SERVERS</c> names the folder that <c>npm install --prefix</c> filled; without
/// it, or without Node.js, there is none.
/// </summary>
internal sealed class StorageServer : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private StorageServer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
    }

    public string Address { get; }

    /// <summary>Starts a server and waits until it answers; null when it is not installed or does not start.</summary>
    /// <param name="name">The command in <c>node_modules/.bin</c>.</param>
    /// <param name="arguments">Its arguments, of a folder and a port.</param>
    public static async Task<StorageServer?> StartAsync(string name, Func<string, string, string[]> arguments)
    {
        string? servers = Environment.GetEnvironmentVariable("CURATE_TEST_SERVERS");
        string command = Path.Combine(servers ?? "", "node_modules", ".bin", name);
        if (string.IsNullOrEmpty(servers) || !File.Exists(command)) return null;
        int port = FreePort();
        string folder = Directory.CreateTempSubdirectory("curate-server-").FullName;
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(command);
        foreach (string argument in arguments(folder, port.ToString(CultureInfo.InvariantCulture))) start.ArgumentList.Add(argument);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        StorageServer server = new(process, folder, port);
        if (await server.AnswersAsync(port)) return server;
        server.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync(int port)
    {
        for (int attempt = 0; attempt < 120 && !_process.HasExited; attempt++)
        {
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
