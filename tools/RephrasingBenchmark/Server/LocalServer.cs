using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>A server of chat completions without a model: after a fixed time it answers in the form that the style asks for, or does what its schedule of troubles says.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    /// <summary>The one model that it serves.</summary>
    public const string Model = "echo";

    private readonly WebApplication _app;
    private readonly TimeSpan _latency;
    private readonly TroubleSchedule _schedule;
    private readonly string _retryAfter;
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ServedCall> _calls = new();
    private int _underWay;

    private LocalServer(WebApplication app, TimeSpan latency, TroubleSchedule schedule, double retryAfterSeconds) =>
        (_app, _latency, _schedule, _retryAfter) = (app, latency, schedule, retryAfterSeconds.ToString(CultureInfo.InvariantCulture));

    public Uri Address => new(_app.Urls.Single() + "/v1");

    /// <summary>What was asked, canaries included.</summary>
    public IReadOnlyCollection<ServedCall> Calls => _calls;

    /// <summary>Calls that are not answered yet.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <param name="port">0 takes a free one.</param>
    /// <param name="latency">How long an answer takes.</param>
    /// <param name="schedule">What goes wrong.</param>
    /// <param name="retryAfterSeconds">What a 429 asks for.</param>
    public static async Task<LocalServer> StartAsync(int port, TimeSpan latency, TroubleSchedule schedule, double retryAfterSeconds = 0.01)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        LocalServer server = new(builder.Build(), latency, schedule, retryAfterSeconds);
        server._app.MapGet("/v1/models", () => Results.Json(new { data = new[] { new { id = Model } } }));
        server._app.MapPost("/v1/chat/completions", server.AnswerAsync);
        await server._app.StartAsync().ConfigureAwait(false);
        return server;
    }

    public Task WaitAsync() => _app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            JsonNode body = (await JsonNode.ParseAsync(context.Request.Body).ConfigureAwait(false))!;
            string user = body["messages"]!.AsArray()[^1]!["content"]!.GetValue<string>();
            int attempt = _asked.AddOrUpdate(user, 0, (_, before) => before + 1);
            bool isCanary = user.StartsWith("FIRST WORD:", StringComparison.Ordinal);
            Trouble trouble = isCanary ? Trouble.None : _schedule.Of(user, attempt);
            _calls.Enqueue(new ServedCall(user, attempt, trouble));
            if (_latency > TimeSpan.Zero)
            {
                await Task.Delay(_latency).ConfigureAwait(false);
            }

            await AnswerAsync(context, user, trouble).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task AnswerAsync(HttpContext context, string user, Trouble trouble)
    {
        switch (trouble)
        {
            case Trouble.None:
                await WriteAsync(context, user, StyledAnswer.To(user), "stop").ConfigureAwait(false);
                break;
            case Trouble.Reset:
                context.Abort();
                break;
            case Trouble.HalfBody:
                byte[] json = Json(user, StyledAnswer.To(user), "stop");
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = json.Length;
                await context.Response.Body.WriteAsync(json.AsMemory(0, json.Length / 2)).ConfigureAwait(false);
                await context.Response.Body.FlushAsync().ConfigureAwait(false);
                context.Abort();
                break;
            case Trouble.WrongJson:
                await context.Response.WriteAsync("{\"choices\":[").ConfigureAwait(false);
                break;
            case Trouble.TooMany:
                context.Response.Headers.RetryAfter = _retryAfter;
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "slow down").ConfigureAwait(false);
                break;
            case Trouble.ServerError or Trouble.Broken:
                await RefuseAsync(context, StatusCodes.Status500InternalServerError, "broken").ConfigureAwait(false);
                break;
            case Trouble.Unavailable:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "overloaded").ConfigureAwait(false);
                break;
            case Trouble.Rejected:
                await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, "the prompt is too long").ConfigureAwait(false);
                break;
            case Trouble.Length:
                string cut = StyledAnswer.To(user);
                await WriteAsync(context, user, cut[..(cut.Length / 3)], "length").ConfigureAwait(false);
                break;
            case Trouble.Refusal:
                await WriteAsync(context, user, "I'm sorry, but I cannot help with that.", "stop").ConfigureAwait(false);
                break;
            case Trouble.Empty:
                await WriteAsync(context, user, "", "stop").ConfigureAwait(false);
                break;
            default:
                throw new InvalidOperationException($"No such trouble: {trouble}.");
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { error = new { message } }));
    }

    private static async Task WriteAsync(HttpContext context, string user, string text, string reason)
    {
        byte[] json = Json(user, text, reason);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json).ConfigureAwait(false);
    }

    private static byte[] Json(string user, string text, string reason) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = reason } },
        usage = new { prompt_tokens = user.Length / 4, completion_tokens = text.Length / 4 },
    });
}
