using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>Kestrel that reads a request, waits a fixed time and answers the same to all: for measuring a client, so it does as little of its own as it can.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FixedLatency _latency;
    private readonly byte[] _answer;
    private long _served;
    private long _ticks;

    private BareServer(WebApplication app, TimeSpan latency, string answer)
    {
        (_app, _latency) = (app, new FixedLatency(latency));
        _answer = JsonSerializer.SerializeToUtf8Bytes(new
        {
            choices = new[] { new { index = 0, message = new { role = "assistant", content = answer }, finish_reason = "stop" } },
            usage = new { prompt_tokens = answer.Length / 4, completion_tokens = answer.Length / 4 },
        });
    }

    public Uri Address => new(_app.Urls.Single() + "/v1");

    public static async Task<BareServer> StartAsync(TimeSpan latency, string answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        BareServer server = new(builder.Build(), latency, answer);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>How long a call took here on average since the last time it was asked, arrival to the last byte of the answer, milliseconds.</summary>
    public double TakeLatency()
    {
        long served = Interlocked.Exchange(ref _served, 0);
        double milliseconds = Interlocked.Exchange(ref _ticks, 0) * 1000.0 / Stopwatch.Frequency;
        return served == 0 ? 0 : milliseconds / served;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _latency.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        long arrived = Stopwatch.GetTimestamp();
        await context.Request.Body.CopyToAsync(Stream.Null).ConfigureAwait(false);
        await _latency.WaitAsync(arrived).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _answer.Length;
        await context.Response.Body.WriteAsync(_answer).ConfigureAwait(false);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - arrived);
        Interlocked.Increment(ref _served);
    }
}
