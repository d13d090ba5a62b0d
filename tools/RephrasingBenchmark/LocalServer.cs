using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataCuration.RephrasingBenchmark;

/// <summary>
/// A server of chat completions without a model: after a fixed time it gives the text back with its sentences in pairs swapped, or, when asked to misbehave, drops, cuts or
/// refuses a share of the requests. What it does to a text depends on the text, so that two runs end alike.
/// </summary>
internal sealed partial class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private LocalServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single() + "/v1");

    public int Calls => Volatile.Read(ref _calls);

    public static async Task<LocalServer> StartAsync(int port, TimeSpan latency, int misbehavePercent)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        LocalServer server = new(builder.Build());
        server._app.MapGet("/v1/models", () => Results.Json(new { data = new[] { new { id = "echo" } } }));
        server._app.MapPost("/v1/chat/completions", (HttpContext context) => server.AnswerAsync(context, latency, misbehavePercent));
        await server._app.StartAsync().ConfigureAwait(false);
        return server;
    }

    public Task WaitAsync() => _app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, TimeSpan latency, int misbehavePercent)
    {
        Interlocked.Increment(ref _calls);
        JsonNode body = (await JsonNode.ParseAsync(context.Request.Body).ConfigureAwait(false))!;
        await Task.Delay(latency).ConfigureAwait(false);
        string user = body["messages"]!.AsArray()[^1]!["content"]!.GetValue<string>();
        string source = SourceOf(user);
        if (CanaryWord().Matches(user) is { Count: 2 } words)
        {
            await WriteAsync(context, $"{words[0].Groups[1].Value} {words[1].Groups[1].Value}", "stop", user).ConfigureAwait(false);
            return;
        }

        int lot = (int)(StableHash(source) % 100);
        if (lot < misbehavePercent)
        {
            await MisbehaveAsync(context, lot % 4, source, user).ConfigureAwait(false);
            return;
        }

        await WriteAsync(context, Swapped(source), "stop", user).ConfigureAwait(false);
    }

    private static Task MisbehaveAsync(HttpContext context, int kind, string source, string user)
    {
        switch (kind)
        {
            case 0:
                context.Abort();
                return Task.CompletedTask;
            case 1:
                return WriteAsync(context, source[..(source.Length / 3)], "length", user);
            case 2:
                return WriteAsync(context, "I'm sorry, but I cannot help with that.", "stop", user);
            default:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "0.01";
                return context.Response.WriteAsync("""{"error":{"message":"overloaded"}}""");
        }
    }

    private static string SourceOf(string user)
    {
        int start = user.IndexOf("<<<TEXT\n", StringComparison.Ordinal);
        int end = user.LastIndexOf("\nTEXT>>>", StringComparison.Ordinal);
        return start < 0 || end < start + 8 ? user : user[(start + 8)..end];
    }

    /// <summary>Runs of four words in pairs, each pair in the other order: no model, but no copy either.</summary>
    private static string Swapped(string text) =>
        string.Join(' ', text.Split(' ').Chunk(4).Chunk(2).SelectMany(pair => pair.Reverse()).Select(words => string.Join(' ', words)));

    private static uint StableHash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    private static async Task WriteAsync(HttpContext context, string text, string reason, string user)
    {
        context.Response.ContentType = "application/json";
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = reason } },
            usage = new { prompt_tokens = user.Length / 4, completion_tokens = text.Length / 4 },
        });
        await context.Response.Body.WriteAsync(json).ConfigureAwait(false);
    }

    [GeneratedRegex(@"(?:FIRST|LAST) WORD: (\w+)")]
    private static partial Regex CanaryWord();
}
