using DataCuration.Documents.Diagnostics;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Client;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;

namespace DataCuration.Tests.Rephrasing.Generation;

/// <summary>R2, R3, R4 and R9, against a real server on loopback.</summary>
public sealed class GeneratorTests : IDisposable
{
    private static readonly TokenPrices OneEach = new(1, 1, 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("generator").FullName;
    private readonly VirtualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task After_a_crash_only_what_was_not_written_is_asked_again()
    {
        const int All = 40;
        const int Before = 17;
        await using ScriptedServer server = await EchoAsync();
        ChatRequest[] requests = [.. Enumerable.Range(0, All).Select(Request)];
        string[] uninterrupted = await RunAsync(server, requests, Path.Combine(_folder, "whole"));
        int callsOfWhole = server.Calls;
        string crashed = Path.Combine(_folder, "crashed");
        await RunAsync(server, requests[..Before], crashed);
        string file = Directory.EnumerateFiles(crashed, "calls-*").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^3]); // The last answer had not reached the disk whole.

        string[] resumed = await RunAsync(server, requests, crashed);

        callsOfWhole.Should().Be(All);
        (server.Calls - callsOfWhole).Should().Be(All + 1, "the cut answer is the one that is asked twice");
        resumed.Should().Equal(uninterrupted);
    }

    [Fact]
    public async Task Same_text_in_three_documents_is_one_call()
    {
        await using ScriptedServer server = await EchoAsync();
        await using GenerationLedger ledger = GenerationLedger.Open(_folder);
        using ChatServer client = Client(server);
        Generator generator = Create(client, ledger, new GenerationBudget(default, null, null));

        GenerationOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => generator.GenerateAsync(Request(1), CancellationToken.None)));

        server.Calls.Should().Be(1);
        outcomes.Select(outcome => outcome.Record!.Text).Should().Equal("text 1", "text 1", "text 1");
        outcomes.Count(outcome => outcome.IsReused).Should().Be(2);
    }

    [Fact]
    public async Task Another_rollout_seed_or_prompt_is_another_request_but_another_server_is_not()
    {
        ChatRequest request = Request(1);

        new[] { request.Hash, (request with { Rollout = 1 }).Hash, (request with { Seed = 9 }).Hash, (request with { Temperature = 0.6 }).Hash, (request with { User = "x" }).Hash }
            .Should().OnlyHaveUniqueItems();
        request.Canonical.Should().NotContain("http");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_spent_never_exceeds_the_cap_and_a_higher_cap_goes_on()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            (context, _, body) => ScriptedServer.AnswerAsync(context, ScriptedServer.UserOf(body), promptTokens: 6, completionTokens: 20));
        ChatRequest[] requests = [.. Enumerable.Range(0, 50).Select(Request)];
        const double Cap = 500e-6; // 26 tokens a call at one a million: room for 19 calls.

        (int answered, int skipped, double cost) = await SpendAsync(server, requests, Cap);
        (int answeredAgain, int skippedAgain, double costAgain) = await SpendAsync(server, requests, 1);

        cost.Should().BeLessThanOrEqualTo(Cap).And.BeGreaterThan(Cap * 0.7);
        (answered + skipped, skipped).Should().Be((50, 50 - answered));
        skipped.Should().BeGreaterThan(0);
        (answeredAgain, skippedAgain).Should().Be((50, 0));
        server.Calls.Should().Be(50, "nothing is paid for twice");
        costAgain.Should().BeApproximately(50 * 26e-6, 1e-12);
    }

    [Fact]
    public async Task Calls_that_were_lost_count_against_the_cap()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, _) => { context.Abort(); return Task.CompletedTask; });
        await using GenerationLedger ledger = GenerationLedger.Open(_folder);
        using ChatServer client = Client(server);
        long worst = Generator.WorstCase(Request(1)).Total;
        GenerationBudget budget = new(OneEach, null, worst * 2.5);

        GenerationOutcome outcome = await Create(client, ledger, budget).GenerateAsync(Request(1), CancellationToken.None);

        outcome.FailureCode.Should().Be(FailureCodes.Budget);
        server.Calls.Should().Be(2, "a third call might break the cap");
        budget.Spent.Total.Should().Be(worst * 2);
    }

    [Fact]
    public async Task Calls_under_way_when_the_process_dies_count_against_the_cap_of_the_next()
    {
        // Three calls that never come back; the process's files are copied as a kill would leave them.
        const int Lost = 3;
        TaskCompletionSource arrived = new();
        await using ScriptedServer server = await ScriptedServer.StartAsync(async (context, call, body) =>
        {
            if (call == Lost)
                arrived.SetResult();
            if (call <= Lost)
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            else
                await ScriptedServer.AnswerAsync(context, ScriptedServer.UserOf(body), promptTokens: 6, completionTokens: 20);
        });
        string killed = Path.Combine(_folder, "killed");
        string copy = Path.Combine(_folder, "copy");
        long worst = Generator.WorstCase(Request(1)).Total;
        await using GenerationLedger ledger = GenerationLedger.Open(killed);
        using ChatServer client = Client(server);
        Generator generator = Create(client, ledger, new GenerationBudget(OneEach, null, null));
        using CancellationTokenSource stop = new();
        Task[] calls = [.. Enumerable.Range(0, Lost).Select(i => generator.GenerateAsync(Request(i), stop.Token))];
        await arrived.Task;
        Directory.CreateDirectory(copy);
        File.Copy(Directory.EnumerateFiles(killed, "calls-*").Single(), Path.Combine(copy, "calls-00000.jsonl"));

        await using (GenerationLedger reopened = GenerationLedger.Open(copy))
        {
            reopened.UnderWayBefore.Should().Be(Lost);
            reopened.SpentBefore.Total.Should().Be(Lost * worst);
            reopened.CostBefore.Should().BeApproximately(Lost * worst * 1e-6, 1e-15);
            GenerationBudget budget = new(OneEach, null, (Lost * worst) + (worst * 1.5), reopened.SpentBefore, reopened.CostBefore);
            Generator next = Create(client, reopened, budget);
            (await next.GenerateAsync(Request(0), CancellationToken.None)).Record!.Text.Should().Be("text 0");
            budget.Spent.Total.Should().Be((Lost * worst) + 26);
            (await next.GenerateAsync(Request(1), CancellationToken.None)).Record!.Text.Should().Be("text 1");
            (await next.GenerateAsync(Request(2), CancellationToken.None)).FailureCode.Should().Be(FailureCodes.Budget, "the lost calls have used up the cap");
        }

        await using GenerationLedger third = GenerationLedger.OpenRead(copy);
        third.SpentBefore.Total.Should().Be((Lost * worst) + (2 * 26), "an answer to a request does not take back what its lost call may have cost");
        third.UnderWayBefore.Should().Be(Lost);
        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromMinutes(11));
        await FluentActions.Awaiting(() => Task.WhenAll(calls)).Should().ThrowAsync<Exception>();
    }

    [Fact]
    public async Task A_test_of_the_server_is_charged_and_answers_nothing_later()
    {
        await using ScriptedServer server = await EchoAsync();
        await using (GenerationLedger ledger = GenerationLedger.Open(_folder))
        {
            using ChatServer client = Client(server);
            GenerationBudget budget = new(OneEach, null, Generator.WorstCase(Request(1)).Total);
            Generator generator = Create(client, ledger, budget);

            (await generator.TestAsync(Request(1), CancellationToken.None))!.Completion.Text.Should().Be("text 1");
            (await generator.TestAsync(Request(1), CancellationToken.None)).Should().BeNull("the rest of the budget is smaller than the worst case");
            ledger.Contains(Request(1).Hash).Should().BeFalse();
        }

        await using GenerationLedger again = GenerationLedger.OpenRead(_folder);
        again.SpentBefore.Total.Should().Be(15);
    }

    [Fact]
    public async Task What_a_server_rejects_for_good_is_remembered_and_what_it_cannot_do_now_is_not()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, body) =>
            ScriptedServer.WriteAsync(context, ScriptedServer.UserOf(body) == "text 1" ? 400 : 500, "{\"error\":\"no\"}"));

        string[] first = await RunAsync(server, [Request(1), Request(2)], _folder);
        string[] second = await RunAsync(server, [Request(1), Request(2)], _folder);

        first.Should().Equal("http-400", "http-500");
        second.Should().Equal(first);
        server.Calls.Should().Be(1 + 6 + 6);
    }

    [Fact]
    public async Task A_stop_lets_the_calls_under_way_come_back()
    {
        TaskCompletionSource arrived = new();
        TaskCompletionSource release = new();
        await using ScriptedServer server = await ScriptedServer.StartAsync(async (context, _, _) =>
        {
            arrived.SetResult();
            await release.Task;
            await ScriptedServer.AnswerAsync(context, "late");
        });
        VirtualTime held = new() { LongestWait = TimeSpan.Zero };
        await using GenerationLedger ledger = GenerationLedger.Open(_folder);
        using ChatServer client = new(new EndpointOptions { Address = server.Address }, held);
        Generator generator = new(client, ledger, new GenerationBudget(default, null, null), held, TimeSpan.FromSeconds(20));
        using CancellationTokenSource stop = new();

        Task<GenerationOutcome> outcome = generator.GenerateAsync(Request(1), stop.Token);
        await arrived.Task;
        await stop.CancelAsync();
        release.SetResult();

        (await outcome).Record!.Text.Should().Be("late");
        ledger.Contains(Request(1).Hash).Should().BeTrue();
        await FluentActions.Awaiting(() => generator.GenerateAsync(Request(2), stop.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(int.MaxValue, CanaryFinding.Passed)]
    [InlineData(2048, CanaryFinding.Truncated)]
    public async Task Canary_finds_a_server_that_cuts_prompts(int contextTokens, CanaryFinding expected)
    {
        // Four characters a token; a prompt above the context loses its start, as Ollama's do.
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, body) =>
        {
            string seen = ScriptedServer.UserOf(body);
            seen = seen.Length / 4 > contextTokens ? seen[^(contextTokens * 4)..] : seen;
            string[] words = [.. seen.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length == 7 && word[0] is 'K' or 'V' && word.Skip(1).All(char.IsAsciiHexDigit))];
            return ScriptedServer.AnswerAsync(context, string.Join(' ', words), promptTokens: seen.Length / 4);
        });
        using ChatServer client = Client(server);
        ChatRequest request = Canary.Request("test-model", 3000, seed: 1);

        EngineReply reply = await client.CompleteAsync(request, new RecordingAccount(), CancellationToken.None, CancellationToken.None);

        Canary.Judge(request, reply.Completion, seed: 1).Should().Be(expected);
        Func<Task> preflight = () => Preflight.RunAsync(client, "test-model", 3000, Ask(client), CancellationToken.None);
        if (expected == CanaryFinding.Passed)
            await preflight.Should().NotThrowAsync();
        else
            await preflight.Should().ThrowAsync<DiagnosticException>().WithMessage("*DC3076*num_ctx*");
    }

    [Theory]
    [InlineData("Sure, here is a poem.", CanaryFinding.NoEcho)]
    [InlineData("<think>The user wants two words", CanaryFinding.Thinks)]
    public void Canary_finds_models_that_do_not_answer(string answer, CanaryFinding expected) =>
        Canary.Judge(Canary.Request("m", 100, 1), new Completion(answer, "stop", default), 1).Should().Be(expected);

    [Fact]
    public async Task A_model_that_is_not_served_is_found_before_any_call()
    {
        await using ScriptedServer server = await EchoAsync();
        server.Models = ["qwen2.5-7b-instruct"];
        using ChatServer client = Client(server);

        await FluentActions.Awaiting(() => Preflight.RunAsync(client, "qwen2.5-7b-instrct", 100, Ask(client), CancellationToken.None))
            .Should().ThrowAsync<DiagnosticException>().WithMessage("*DC3073*qwen2.5-7b-instruct*");
        server.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Key_goes_into_the_header_and_nowhere_else()
    {
        const string Variable = "DATACURATION_TEST_KEY";
        const string Key = "sk-secret-0123456789";
        Environment.SetEnvironmentVariable(Variable, Key);
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, call, _) => call == 1
            ? ScriptedServer.AnswerAsync(context, "fine")
            : ScriptedServer.WriteAsync(context, call == 2 ? 400 : 401, $$$"""{"error":{"message":"Incorrect API key provided: {{{Key}}}","code":"x"}}"""));
        EndpointOptions options = new() { Address = server.Address, ApiKeyVariable = Variable };
        string said;
        await using (GenerationLedger ledger = GenerationLedger.Open(_folder))
        {
            using ChatServer client = new(options, _time);
            Generator generator = Create(client, ledger, new GenerationBudget(default, null, null));
            await generator.GenerateAsync(Request(1), CancellationToken.None);
            GenerationOutcome rejected = await generator.GenerateAsync(Request(2), CancellationToken.None);
            Exception stop = (await FluentActions.Awaiting(() => generator.GenerateAsync(Request(3), CancellationToken.None)).Should().ThrowAsync<Exception>()).Which;
            said = rejected.Message + stop + options + client;
        }

        Environment.SetEnvironmentVariable(Variable, null);
        server.Authorizations.Should().HaveCount(3).And.OnlyContain(value => value == "Bearer " + Key);
        said.Should().Contain("(key)").And.NotContain(Key);
        Directory.EnumerateFiles(_folder).Should().NotBeEmpty().And.OnlyContain(file => !File.ReadAllText(file).Contains(Key));
        (Request(1) with { User = "x" }).Canonical.Should().NotContain(Key);
    }

    private static ChatRequest Request(int number) => new() { Model = "test-model", User = $"text {number}", MaxTokens = 30 };

    private static Task<ScriptedServer> EchoAsync() => ScriptedServer.StartAsync((context, _, body) => ScriptedServer.AnswerAsync(context, ScriptedServer.UserOf(body)));

    private static Func<ChatRequest, CancellationToken, Task<EngineReply?>> Ask(ChatServer client) =>
        async (request, token) => await client.CompleteAsync(request, new RecordingAccount(), token, token);

    private ChatServer Client(ScriptedServer server) => new(new EndpointOptions { Address = server.Address }, _time);

    private Generator Create(ChatServer client, GenerationLedger ledger, GenerationBudget budget) => new(client, ledger, budget, _time, TimeSpan.FromSeconds(20));

    private async Task<string[]> RunAsync(ScriptedServer server, ChatRequest[] requests, string folder)
    {
        await using GenerationLedger ledger = GenerationLedger.Open(folder);
        using ChatServer client = Client(server);
        Generator generator = Create(client, ledger, new GenerationBudget(default, null, null));
        GenerationOutcome[] outcomes = await Task.WhenAll(requests.Select(request => generator.GenerateAsync(request, CancellationToken.None)));
        return [.. outcomes.Select(outcome => outcome.Record?.Text ?? outcome.FailureCode!)];
    }

    private async Task<(int Answered, int Skipped, double Cost)> SpendAsync(ScriptedServer server, ChatRequest[] requests, double cap)
    {
        await using GenerationLedger ledger = GenerationLedger.Open(_folder);
        using ChatServer client = Client(server);
        GenerationBudget budget = new(OneEach, cap, null, ledger.SpentBefore, ledger.CostBefore);
        Generator generator = Create(client, ledger, budget);
        GenerationOutcome[] outcomes = await Task.WhenAll(requests.Select(request => generator.GenerateAsync(request, CancellationToken.None)));
        budget.IsExhausted.Should().Be(outcomes.Any(outcome => outcome.FailureCode == FailureCodes.Budget));
        return (outcomes.Count(outcome => outcome.Record is not null), outcomes.Count(outcome => outcome.FailureCode == FailureCodes.Budget), budget.Cost);
    }
}
