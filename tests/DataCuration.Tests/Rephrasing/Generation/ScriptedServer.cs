using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataCuration.Tests.Rephrasing.Generation;

/// <summary>A real HTTP server on loopback that answers completions by a function of the call's number and body.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _bodies = new();
    private readonly ConcurrentQueue<string> _authorizations = new();
    private int _calls;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Completions that were asked for.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public IReadOnlyCollection<string> Bodies => _bodies;

    public IReadOnlyCollection<string> Authorizations => _authorizations;

    public IReadOnlyList<string> Models { get; set; } = ["test-model"];

    public static async Task<ScriptedServer> StartAsync(Func<HttpContext, int, JsonNode, Task> answer, Action<WebApplication, ScriptedServer>? routes = null, Action<ScriptedServer>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ScriptedServer server = new(builder.Build());
        server._app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            using StreamReader reader = new(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            server._bodies.Enqueue(body);
            server._authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
            await answer(context, Interlocked.Increment(ref server._calls), JsonNode.Parse(body)!);
        });
        server._app.MapGet("/v1/models", () => Results.Json(new { data = server.Models.Select(id => new { id }) }));
        routes?.Invoke(server._app, server);
        configure?.Invoke(server);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.Single() + "/v1");
        return server;
    }

    /// <summary>The user message of a request.</summary>
    public static string UserOf(JsonNode body) => body["messages"]!.AsArray().Last()!["content"]!.GetValue<string>();

    public static Task AnswerAsync(HttpContext context, string text, string finish = "stop", int promptTokens = 10, int completionTokens = 5) =>
        WriteAsync(context, 200, JsonSerializer.Serialize(new
        {
            choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = finish } },
            usage = new { prompt_tokens = promptTokens, completion_tokens = completionTokens, total_tokens = promptTokens + completionTokens },
        }));

    public static async Task WriteAsync(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
