using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Rephrasing.Generation;
using static DataCuration.Tests.Pipelines.Rephrasing.LetterServer;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>What a run says when server, model or template fail it, and what it keeps.</summary>
public sealed class RephraseFailureTests : LetterTests
{
    [Fact]
    public async Task Every_segment_is_accounted_for_when_the_server_drops_truncates_and_refuses()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(MisbehaveAsync);

        CurateRun run = await RunAsync(server, "\"easy\", \"medium\"", "--set", "rephrase.maxFailed=0.5", "--set", "rephrase.maxAttempts=2");

        run.ExitCode.Should().Be(0, run.Error);
        string[] statuses = [.. await ColumnAsync("columns/synthetic", "status")];
        statuses.Should().HaveCount(2 * Documents);
        string[] kinds = [.. statuses.Distinct().Order(StringComparer.Ordinal)];
        kinds.Should().Equal("failed:http-500", "filtered:finish", "filtered:refusal", "ok");
        string[] pools = ["rephrased.easy", "rephrased.medium"];
        (await DatasetAsync()).Count(document => pools.Contains(document.Source)).Should().Be(statuses.Count(status => status == "ok"));
        int quarantined = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "quarantine")))
            quarantined += (await QuarantineFile.ReadAsync(file, CancellationToken.None)).Count;
        quarantined.Should().Be(statuses.Count(status => status != "ok"));
        (await CurateRun.Of("verify", Work)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_temporary_failure()
    {
        ScriptedServer server = await RephraserAsync();
        await server.DisposeAsync();

        CurateRun run = await RunAsync(server, "\"easy\"", "--set", "rephrase.maxAttempts=1");

        run.ExitCode.Should().Be(75);
        run.Error.Should().Contain("DC3071");
    }

    [Fact]
    public async Task A_template_that_cannot_be_used_is_named()
    {
        Folder.Write("loose.txt", "## options\nmaxSegmentTokns: 3\n## user\n{{document}}");
        await using ScriptedServer server = await RephraserAsync();

        CurateRun run = await RunAsync(server, "\"easy\"", "--set", "rephrase.templates=[\"loose.txt\"]", "--set", "rephrase.styles=[\"loose\"]");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("DC2084").And.Contain("maxSegmentTokns").And.Contain("loose.txt");
    }

    [Fact]
    public async Task Answers_that_never_pass_stop_the_run()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, body) =>
            ScriptedServer.AnswerAsync(context, CanaryWords(SourceOf(body)) ?? "I'm sorry, I cannot help with that.", promptTokens: 1000));

        CurateRun run = await RunAsync(server, "\"easy\"");

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("DC3084").And.Contain("filtered:refusal");
    }

    [Fact]
    public async Task Too_many_failures_stop_the_run_and_what_succeeded_is_kept()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, call, body) =>
            CanaryWords(SourceOf(body)) is { } words ? ScriptedServer.AnswerAsync(context, words, promptTokens: 1000)
            : call % 2 == 0 ? ScriptedServer.AnswerAsync(context, Reworded(SourceOf(body)))
            : FailAsync(context));

        CurateRun run = await RunAsync(server, "\"easy\"", "--set", "rephrase.maxAttempts=1");

        run.ExitCode.Should().Be(75);
        run.Error.Should().Contain("DC3078").And.MatchRegex(@"http-500 x2\d", "the run stops past 20 failures, once what is under way has ended");
        File.ReadAllText(Directory.GetFiles(Path.Combine(Work, "synthetic", "ledger"), "calls-*").Single()).Should().Contain("\"status\":\"ok\"");
    }
}
