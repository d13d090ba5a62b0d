using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Segments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DataCuration.Tests.Rephrasing.Generation;

public sealed class TokenCalibrationTests
{
    // 350 bytes: 100 tokens by the estimate of 3.5.
    private static readonly string Text = string.Concat(Enumerable.Repeat("letter ", 50));

    private readonly ConcurrentQueue<JsonNode> _asked = new();

    [Fact]
    public async Task VLlm_is_asked_for_the_count_beside_v1()
    {
        (await CountAsync(GenerationServer.Vllm, """{"count":90,"max_model_len":4096,"tokens":[1,2]}""")).Should().Be(90);

        JsonNode asked = _asked.Single();
        (asked["model"]!.GetValue<string>(), asked["prompt"]!.GetValue<string>(), asked["add_special_tokens"]!.GetValue<bool>()).Should().Be(("test-model", Text, false));
    }

    [Fact]
    public async Task Llama_cpp_lists_the_tokens()
    {
        (await CountAsync(GenerationServer.LlamaCpp, """{"tokens":[5,6,7]}""")).Should().Be(3);

        _asked.Single().ToJsonString().Should().StartWith("""{"content":"letter """);
    }

    [Theory]
    [InlineData(GenerationServer.OpenAi)]
    [InlineData(GenerationServer.Ollama)]
    [InlineData(GenerationServer.Tgi)]
    public async Task Servers_without_it_are_not_asked(GenerationServer server)
    {
        (await CountAsync(server, """{"count":90}""")).Should().BeNull();
        _asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(500, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[1,2]")]
    [InlineData(200, """{"count":"many"}""")]
    public async Task Whatever_else_comes_back_is_no_count_and_no_failure(int status, string body) =>
        (await CountAsync(GenerationServer.Vllm, body, status)).Should().BeNull();

    [Theory]
    [InlineData(76)]
    [InlineData(100)]
    [InlineData(124)]
    public async Task Estimate_within_a_quarter_holds(int count) => (await CalibrateAsync(GenerationServer.Vllm, $$"""{"count":{{count}}}""")).Should().BeNull();

    [Theory]
    [InlineData(140, "2.5", "longer")]
    [InlineData(70, "5.0", "shorter")]
    public async Task Estimate_that_is_off_is_said_with_the_ratio_that_fits(int count, string ratio, string how)
    {
        Diagnostic? warning = await CalibrateAsync(GenerationServer.Vllm, $$"""{"count":{{count}}}""");

        (warning!.Code, warning.Severity).Should().Be(("DC4050", DiagnosticSeverity.Warning));
        warning.Message.Should().Contain($"{count} tokens").And.Contain("estimates 100").And.Contain(how).And.Contain($"bytesPerToken to {ratio}");
    }

    [Theory]
    [InlineData(GenerationServer.Vllm, "DC4051")]
    [InlineData(GenerationServer.LlamaCpp, "DC4051")]
    [InlineData(GenerationServer.OpenAi, null)]
    public async Task Unchecked_estimate_is_said_of_servers_that_should_count(GenerationServer server, string? code) =>
        ((await CalibrateAsync(server, "", status: 404))?.Code).Should().Be(code);

    [Fact]
    public async Task A_short_prompt_tells_nothing() => (await CalibrateAsync(GenerationServer.Vllm, """{"count":90}""", text: "letter")).Should().BeNull();

    [Theory]
    [InlineData("abcdefg", 2, 3.5)]
    [InlineData("日本語の文章です", 8, null)]
    [InlineData("abcdefghij日", 6, 2.0)]
    public void Ratio_is_of_what_is_counted_by_bytes(string text, int tokens, double? expected) => TokenEstimate.BytesPerToken(text, tokens).Should().Be(expected);

    private async Task<int?> CountAsync(GenerationServer kind, string body, int status = 200)
    {
        await using ScriptedServer server = await StartAsync(body, status);
        using ChatServer client = Client(server, kind);
        return await client.CountTokensAsync("test-model", Text, TestContext.Current.CancellationToken);
    }

    private async Task<Diagnostic?> CalibrateAsync(GenerationServer kind, string body, int status = 200, string? text = null)
    {
        await using ScriptedServer server = await StartAsync(body, status);
        using ChatServer client = Client(server, kind);
        return await TokenCalibration.RunAsync(client, "test-model", text ?? Text, 3.5, TestContext.Current.CancellationToken);
    }

    private static ChatServer Client(ScriptedServer server, GenerationServer kind) => new(new EndpointOptions { Address = server.Address, Server = kind }, TimeProvider.System);

    private Task<ScriptedServer> StartAsync(string body, int status) => ScriptedServer.StartAsync(
        (context, _, _) => ScriptedServer.AnswerAsync(context, "x"),
        (app, _) => app.MapPost("/tokenize", async (HttpContext context) =>
        {
            _asked.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
            await ScriptedServer.WriteAsync(context, status, body);
        }));
}
