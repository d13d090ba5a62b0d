using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DataCuration.EndToEnd.Tests.Cli;

namespace DataCuration.EndToEnd.Tests.Batch;

/// <summary>What systemd and an OpenTelemetry collector hear of a real run: both are played on loopback.</summary>
public sealed class MonitoringTests
{
    [Fact]
    public async Task Systemd_hears_of_the_start_the_progress_the_life_and_the_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is Linux's.");
        using SmallCorpus corpus = new();
        using Systemd systemd = new(Path.Combine(corpus.Folder, "notify"));

        CurateResult run = await CurateProcess.RunWithAsync(
            new() { ["NOTIFY_SOCKET"] = systemd.Path, ["WATCHDOG_USEC"] = "200000" }, "run", corpus.Recipe, "--work", corpus.Work("work"), "--until", "score");

        run.ExitCode.Should().Be(0, run.ToString());
        string[] messages = await systemd.HeardAsync();
        messages[0].Should().Be("READY=1");
        messages.Should().Contain("WATCHDOG=1").And.Contain(message => message.StartsWith("STATUS=", StringComparison.Ordinal) && message.Contains(" tasks", StringComparison.Ordinal));
        messages[^1].Should().Be("STATUS=ended with 0");
    }

    [Fact]
    public async Task Systemd_hears_that_a_run_that_was_asked_to_stop_saves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is Linux's.");
        using SmallCorpus corpus = new();
        string stop = Path.Combine(corpus.Folder, "stop");
        File.WriteAllText(stop, "");
        using Systemd systemd = new(Path.Combine(corpus.Folder, "notify"));

        CurateResult run = await CurateProcess.RunWithAsync(new() { ["NOTIFY_SOCKET"] = systemd.Path }, "run", corpus.Recipe, "--work", corpus.Work("work"), "--stop-file", stop);

        run.ExitCode.Should().Be(143, run.ToString());
        (await systemd.HeardAsync()).Should().StartWith("READY=1").And.Contain("STOPPING=1").And.NotContain("WATCHDOG=1").And.EndWith("STATUS=ended with 143");
    }

    [Fact]
    public async Task Collector_gets_the_stages_numbers_by_OTLP()
    {
        using SmallCorpus corpus = new();
        int port = FreePort();
        using HttpListener collector = new();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        ConcurrentQueue<(string Path, string Body)> requests = new();
        Task serving = ServeAsync(collector, requests);

        CurateResult run = await CurateProcess.RunWithAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_RESOURCE_ATTRIBUTES"] = "team=corpora" },
            "run", corpus.Recipe, "--work", corpus.Work("work"), "--until", "ingest");

        run.ExitCode.Should().Be(0, run.ToString());
        collector.Stop();
        await serving;
        (string at, string last) = requests.Should().NotBeEmpty().And.Subject.Last();
        at.Should().Be("/v1/metrics");
        // The names lie in the message as they are; the numbers are checked as metrics of Prometheus, which come from the same snapshots.
        last.Should().Contain("curate.stage.documents").And.Contain("ingest").And.Contain("small").And.Contain("team");
    }

    private static async Task ServeAsync(HttpListener collector, ConcurrentQueue<(string Path, string Body)> requests)
    {
        while (collector.IsListening)
        {
            try
            {
                HttpListenerContext request = await collector.GetContextAsync();
                using StreamReader body = new(request.Request.InputStream, Encoding.Latin1);
                requests.Enqueue((request.Request.Url!.AbsolutePath, await body.ReadToEndAsync()));
                request.Response.ContentType = "application/x-protobuf";
                request.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The socket that systemd listens at. It reads all the time: a sender waits when ten messages are unread.</summary>
    private sealed class Systemd : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        private readonly Task<string[]> _messages;

        public Systemd(string path)
        {
            Path = path;
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            _messages = ListenAsync();
        }

        public string Path { get; }

        /// <summary>All messages; to be asked when the sender has ended.</summary>
        public async Task<string[]> HeardAsync()
        {
            using Socket end = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            await end.SendToAsync(Encoding.UTF8.GetBytes("end"), new UnixDomainSocketEndPoint(Path));
            return await _messages;
        }

        public void Dispose() => _socket.Dispose();

        private async Task<string[]> ListenAsync()
        {
            List<string> messages = [];
            byte[] buffer = new byte[4096];
            while (true)
            {
                string message = Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer));
                if (message == "end") return [.. messages];
                messages.Add(message);
            }
        }
    }
}
