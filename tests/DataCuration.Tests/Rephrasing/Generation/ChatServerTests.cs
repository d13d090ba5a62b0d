using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Client;
using Microsoft.AspNetCore.Http;

namespace DataCuration.Tests.Rephrasing.Generation;

/// <summary>R1: attempts and waits, against a server that misbehaves by a script.</summary>
public sealed class ChatServerTests
{
    private static readonly ChatRequest Request = new() { Model = "test-model", User = "Say it again.", MaxTokens = 20 };

    private readonly VirtualTime _time = new();

    [Fact]
    public async Task Answer_comes_with_text_reason_and_usage()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.AnswerAsync(context, "Said again.", promptTokens: 7));

        EngineReply reply = await CompleteAsync(server);

        reply.Completion.Should().Be(new Completion("Said again.", "stop", new TokenUsage(7, 0, 5)));
        reply.Attempts.Should().Be(1);
    }

    [Fact]
    public async Task Every_sampling_field_is_sent_as_the_server_names_it()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.AnswerAsync(context, "x"));

        await CompleteAsync(server, options => options with { Server = GenerationServer.Vllm });
        await CompleteAsync(server, options => options with { Server = GenerationServer.LlamaCpp });
        await CompleteAsync(server, options => options with { Server = GenerationServer.OpenAi });

        string[] bodies = [.. server.Bodies];
        bodies[0].Should().Contain("\"max_tokens\":20,\"temperature\":0.5,\"top_p\":0.9,\"top_k\":-1,\"min_p\":0,\"repetition_penalty\":1,");
        bodies[1].Should().Contain("\"max_tokens\":20,\"temperature\":0.5,\"top_p\":0.9,\"top_k\":0,\"min_p\":0,\"repeat_penalty\":1,");
        bodies[2].Should().Contain("\"max_completion_tokens\":20,\"temperature\":0.5,\"top_p\":0.9,\"seed\":").And.NotContain("top_k").And.NotContain("min_p").And.NotContain("penalty");
    }

    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("2", 2.0)]
    [InlineData("0.5", 0.5)]
    public async Task Retry_after_seconds_are_waited_exactly(string header, double seconds)
    {
        await using ScriptedServer server = await FirstThenAnswer(context => Refuse(context, 429, header));

        EngineReply reply = await CompleteAsync(server);

        reply.Attempts.Should().Be(2);
        _time.Waits.Should().Equal(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("0", "6m0s", "17", "20ms", 360)]
    [InlineData("0", "1s", "0", "2.5s", 2.5)]
    [InlineData("5", "1s", "0", "120ms", 0.12)]
    public async Task Without_it_the_limit_that_is_used_up_says_how_long_to_wait(string requests, string requestReset, string tokens, string tokenReset, double seconds)
    {
        await using ScriptedServer server = await FirstThenAnswer(context =>
        {
            context.Response.Headers["x-ratelimit-remaining-requests"] = requests;
            context.Response.Headers["x-ratelimit-reset-requests"] = requestReset;
            context.Response.Headers["x-ratelimit-remaining-tokens"] = tokens;
            context.Response.Headers["x-ratelimit-reset-tokens"] = tokenReset;
            return ScriptedServer.WriteAsync(context, 429, """{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""");
        });

        await CompleteAsync(server);

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Retry_after_a_date_is_waited_until_then()
    {
        string date = _time.GetUtcNow().AddSeconds(30).ToString("R", CultureInfo.InvariantCulture);
        await using ScriptedServer server = await FirstThenAnswer(context => Refuse(context, 503, date));

        await CompleteAsync(server);

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Long_retry_after_pauses_the_other_requests_too()
    {
        await using ScriptedServer server = await FirstThenAnswer(context => Refuse(context, 429, "121"));
        using ChatServer client = Client(server);
        DateTimeOffset start = _time.GetUtcNow();

        await Complete(client, Request);
        DateTimeOffset afterFirst = _time.GetUtcNow();

        afterFirst.Should().Be(start.AddSeconds(121));
        _time.Waits.Should().Equal(TimeSpan.FromSeconds(121));
    }

    [Fact]
    public async Task A_request_that_comes_during_a_pause_waits_for_its_end()
    {
        VirtualTime held = new() { LongestWait = TimeSpan.FromSeconds(100) };
        await using ScriptedServer server = await FirstThenAnswer(context => Refuse(context, 429, "121"));
        using ChatServer client = new(Options(server), held);

        Task<EngineReply> first = Complete(client, Request);
        DateTimeOffset end = held.GetUtcNow().AddSeconds(121);
        await UntilAsync(() => held.Held.Contains(end));
        Task<EngineReply> second = Complete(client, Request with { Rollout = 1 });
        await UntilAsync(() => held.Held.Count(due => due == end) == 2);
        int callsInPause = server.Calls;
        held.Advance(TimeSpan.FromSeconds(121));
        await Task.WhenAll(first, second);

        callsInPause.Should().Be(1);
        server.Calls.Should().Be(3);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Transient_status_is_tried_six_times_with_growing_waits(int status)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.WriteAsync(context, status, ""));

        GenerationFailedException failure = (await FluentActions.Awaiting(() => CompleteAsync(server)).Should().ThrowAsync<GenerationFailedException>()).Which;

        failure.Should().BeEquivalentTo(new { Code = $"http-{status}", Attempts = 6, IsDeterministic = false });
        server.Calls.Should().Be(6);
        double[] most = [0.5, 1, 2, 4, 8];
        _time.Waits.Should().HaveCount(5);
        _time.Waits.Select((wait, i) => wait.TotalSeconds / most[i]).Should().OnlyContain(share => share > 0.75 && share <= 1);
    }

    [Theory]
    [InlineData("""{"error":{"message":"You exceeded your quota","type":"insufficient_quota","code":"insufficient_quota"}}""")]
    [InlineData("""{"error":{"message":"No credit","type":"x","code":"credit_balance_exhausted"}}""")]
    public async Task Used_up_quota_stops_after_one_attempt(string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.WriteAsync(context, 429, body));

        DiagnosticException stop = (await FluentActions.Awaiting(() => CompleteAsync(server)).Should().ThrowAsync<DiagnosticException>()).Which;

        stop.Diagnostics.Single().Code.Should().Be("DC3074");
        stop.ExitCode.Should().Be(ExitCode.Temporary);
        server.Calls.Should().Be(1);
        _time.Waits.Should().BeEmpty();
    }

    [Theory]
    [InlineData(401, "DC3072")]
    [InlineData(404, "DC3073")]
    public async Task What_waiting_cannot_heal_stops_the_run(int status, string code)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.WriteAsync(context, status, ""));

        (await FluentActions.Awaiting(() => CompleteAsync(server)).Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics.Single().Code.Should().Be(code);

        server.Calls.Should().Be(1);
    }

    [Fact]
    public async Task Too_long_a_wish_stops_the_run()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => Refuse(context, 429, "7200"));

        (await FluentActions.Awaiting(() => CompleteAsync(server)).Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics.Single().Code.Should().Be("DC3074");
    }

    [Theory]
    [InlineData("""{"error":"Input validation error: too long","error_type":"validation"}""", "too long")]
    [InlineData("""{"error":{"message":"context is 2048 tokens","code":400}}""", "2048")]
    [InlineData("""{"detail":"no template"}""", "no template")]
    [InlineData("""{"object":"error","message":"bad field","type":"BadRequestError"}""", "bad field")]
    [InlineData("<html><h1>Bad Request</h1></html>", "Bad Request")]
    [InlineData("", "no reason")]
    public async Task A_request_that_is_wrong_fails_once_and_for_good_whatever_the_body(string body, string part)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.WriteAsync(context, 422, body));

        GenerationFailedException failure = (await FluentActions.Awaiting(() => CompleteAsync(server)).Should().ThrowAsync<GenerationFailedException>()).Which;

        failure.Should().BeEquivalentTo(new { Code = "http-422", Attempts = 1, IsDeterministic = true });
        failure.Message.Should().Contain(part);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again_and_counted_as_lost()
    {
        await using ScriptedServer server = await FirstThenAnswer(context => { context.Abort(); return Task.CompletedTask; });
        RecordingAccount account = new();
        using ChatServer client = Client(server);

        EngineReply reply = await client.CompleteAsync(Request, account, CancellationToken.None, CancellationToken.None);

        reply.Attempts.Should().Be(2);
        account.Events.Should().Equal("sending", "lost", "sending");
    }

    [Fact]
    public async Task Every_call_is_announced_before_it_is_sent_and_its_end_is_told()
    {
        RecordingAccount account = new();
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, call, _) =>
        {
            account.Events.Count(entry => entry == "sending").Should().Be(call, "it is written down before the server sees it");
            switch (call)
            {
                case 1:
                    return Refuse(context, 429, "1");
                case 2:
                    context.Abort();
                    return Task.CompletedTask;
                default:
                    return ScriptedServer.WriteAsync(context, 422, "");
            }
        });
        using ChatServer client = Client(server);

        await FluentActions.Awaiting(() => client.CompleteAsync(Request, account, CancellationToken.None, CancellationToken.None)).Should().ThrowAsync<GenerationFailedException>();

        account.Events.Should().Equal("sending", "turned away", "sending", "lost", "sending", "turned away");
    }

    [Fact]
    public async Task The_last_lost_call_is_told_too()
    {
        RecordingAccount account = new();
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => { context.Abort(); return Task.CompletedTask; });
        using ChatServer client = new(Options(server) with { MaxAttempts = 2 }, _time);

        await FluentActions.Awaiting(() => client.CompleteAsync(Request, account, CancellationToken.None, CancellationToken.None)).Should().ThrowAsync<GenerationFailedException>();

        account.Events.Should().Equal("sending", "lost", "sending", "lost for good");
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_tried_again()
    {
        await using ScriptedServer server = await FirstThenAnswer(context => ScriptedServer.WriteAsync(context, 200, "{\"choices\":["));

        (await CompleteAsync(server)).Attempts.Should().Be(2);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_tried_again_and_halves_the_concurrency()
    {
        TaskCompletionSource arrived = new();
        await using ScriptedServer server = await FirstThenAnswer(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using ChatServer client = Client(server);

        Task<EngineReply> reply = Complete(client, Request);
        await arrived.Task;
        _time.Advance(TimeSpan.FromMinutes(10));

        // The request's own ten minutes are over too, so this is a failure with a name.
        (await FluentActions.Awaiting(() => reply).Should().ThrowAsync<GenerationFailedException>()).Which.Code.Should().Be("timeout");
        client.ConcurrencyLimit.Should().Be(2);
    }

    [Fact]
    public async Task No_server_is_a_temporary_failure_of_the_run()
    {
        ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.AnswerAsync(context, "x"));
        await server.DisposeAsync();
        using ChatServer client = Client(server);

        DiagnosticException stop = (await FluentActions.Awaiting(() => client.ModelsAsync(CancellationToken.None)).Should().ThrowAsync<DiagnosticException>()).Which;

        (stop.Diagnostics.Single().Code, stop.ExitCode).Should().Be(("DC3071", ExitCode.Temporary));
    }

    [Fact]
    public async Task Stop_ends_a_wait_for_another_attempt()
    {
        VirtualTime held = new() { LongestWait = TimeSpan.Zero };
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => Refuse(context, 429, "30"));
        using ChatServer client = new(Options(server), held);
        using CancellationTokenSource stop = new();

        Task<EngineReply> reply = client.CompleteAsync(Request, new RecordingAccount(), stop.Token, CancellationToken.None);
        await UntilAsync(() => client.ConcurrencyLimit == 2);
        await stop.CancelAsync();

        await FluentActions.Awaiting(() => reply).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Stream_is_joined_and_keep_alive_lines_are_passed_over()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.WriteAsync(
            context,
            200,
            ": wait\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Said \"}}]}\n\n: wait\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"again.\"},\"finish_reason\":\"stop\"}]}\n\n" +
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":1}}}\n\ndata: [DONE]\n\n",
            "text/event-stream"));

        EngineReply reply = await CompleteAsync(server, options => options with { IsStreaming = true });

        reply.Completion.Should().Be(new Completion("Said again.", "stop", new TokenUsage(3, 1, 2)));
        server.Bodies.Single().Should().Contain("\"stream\":true").And.Contain("include_usage");
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Sa\"}}]}\n\ndata: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Sa\"}}]}\n\n")]
    public async Task A_stream_with_an_error_or_without_an_end_is_tried_again(string stream)
    {
        await using ScriptedServer server = await FirstThenAnswer(context => ScriptedServer.WriteAsync(context, 200, stream, "text/event-stream"));

        EngineReply reply = await CompleteAsync(server, options => options with { IsStreaming = true });

        (reply.Attempts, reply.Completion.Text).Should().Be((2, "ok"));
    }

    [Fact]
    public async Task Request_rate_spaces_the_calls()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => ScriptedServer.AnswerAsync(context, "x"));
        using ChatServer client = new(Options(server) with { RequestsPerMinute = 60 }, _time);
        DateTimeOffset start = _time.GetUtcNow();

        for (int i = 0; i < 11; i++)
            await Complete(client, Request with { Rollout = i });

        (_time.GetUtcNow() - start).Should().BeCloseTo(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1));
    }

    private static Task Refuse(HttpContext context, int status, string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return ScriptedServer.WriteAsync(context, status, """{"error":{"message":"slow down","type":"rate_limit"}}""");
    }

    private static Task<ScriptedServer> FirstThenAnswer(Func<HttpContext, Task> first) =>
        ScriptedServer.StartAsync((context, call, _) => call == 1 ? first(context) : ScriptedServer.AnswerAsync(context, "ok"));

    private static EndpointOptions Options(ScriptedServer server) => new() { Address = server.Address };

    private static Task<EngineReply> Complete(ChatServer client, ChatRequest request) =>
        client.CompleteAsync(request, new RecordingAccount(), CancellationToken.None, CancellationToken.None);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private ChatServer Client(ScriptedServer server) => new(Options(server), _time);

    private async Task<EngineReply> CompleteAsync(ScriptedServer server, Func<EndpointOptions, EndpointOptions>? change = null)
    {
        using ChatServer client = new((change ?? (options => options))(Options(server)), _time);
        return await Complete(client, Request);
    }
}
