using System.Text.RegularExpressions;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Rephrasing.Generation;
using static DataCuration.Tests.Pipelines.Rephrasing.LetterServer;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>Nothing is asked or paid for twice: run again, after a kill, under a higher cap, and nothing at all by a plan.</summary>
public sealed class RephraseResumeTests : LetterTests
{
    [Fact]
    public async Task Run_again_calls_nothing_and_a_changed_threshold_calls_nothing_either()
    {
        await using ScriptedServer server = await RephraserAsync();
        await RunAsync(server, "\"easy\"");
        int calls = server.Calls;

        CurateRun again = await RunAsync(server, "\"easy\"");
        CurateRun changed = await RunAsync(server, "\"easy\"", "--set", "quality.rules={\"c4\":{\"minSentences\":1}}");

        (again.ExitCode, changed.ExitCode).Should().Be((0, 0), again.Error + changed.Error);
        server.Calls.Should().Be(calls);
    }

    [Fact]
    public async Task After_a_kill_the_same_bytes_come_out_and_only_what_was_lost_is_asked_again()
    {
        await using ScriptedServer server = await RephraserAsync();
        await RunAsync(server, "\"easy\"");
        int calls = server.Calls;
        IReadOnlyDictionary<string, string> whole = Hashes();
        string ledger = Directory.GetFiles(Path.Combine(Work, "synthetic", "ledger"), "calls-*").Single();
        byte[] bytes = File.ReadAllBytes(ledger);
        int kept = bytes.AsSpan(0, bytes.Length / 2).LastIndexOf((byte)'\n') + 1;
        int answers = bytes.AsSpan(0, kept).Count("\"status\":\"ok\""u8);
        Directory.Delete(Work, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(ledger)!);
        File.WriteAllBytes(ledger, bytes[..(kept + 9)]); // A line was being written when the process died.

        CurateRun run = await RunAsync(server, "\"easy\"");

        run.ExitCode.Should().Be(0, run.Error);
        (server.Calls - calls).Should().Be(Documents - answers + 1, "one more for the canary");
        Hashes().Should().BeEquivalentTo(whole);
    }

    [Fact]
    public async Task A_used_up_budget_has_its_own_exit_code_and_a_higher_cap_goes_on_without_paying_twice()
    {
        await using ScriptedServer server = await RephraserAsync();
        string[] prices = ["--set", "rephrase.inputPrice=1", "--set", "rephrase.outputPrice=1", "--set", "rephrase.canary=false"];

        CurateRun poor = await RunAsync(server, "\"easy\"", [.. prices, "--set", "rephrase.maxCost=0.012"]);
        int calls = server.Calls;
        CurateRun rich = await RunAsync(server, "\"easy\"", [.. prices, "--set", "rephrase.maxCost=1"]);

        poor.ExitCode.Should().Be(6, poor.Error);
        poor.Error.Should().Contain("DC3075").And.Contain("nothing is paid for twice");
        calls.Should().BeInRange(1, Documents - 1);
        Match counts = Regex.Match(poor.Error, @"(\d+) ok, (\d+) skipped:budget");
        counts.Groups[1].Value.Should().Be($"{calls}");
        counts.Groups[2].Value.Should().Be($"{Documents - calls}", "every segment is answered or skipped for the budget");
        rich.ExitCode.Should().Be(0, rich.Error);
        server.Calls.Should().Be(Documents);
    }

    [Fact]
    public async Task Plan_counts_documents_segments_tokens_and_cost_before_any_call()
    {
        await using ScriptedServer server = await RephraserAsync();
        await RunAsync(server, "\"easy\"", "--until", "deduplicate");

        CurateRun plan = await CurateRun.Of(
            "plan", Path.Combine(Folder.Path, "recipe.json"), "--work", Work, "--set", "rephrase.inputPrice=2", "--set", "rephrase.outputPrice=4",
            "--set", "rephrase.maxCost=0.75", "--set", "rephrase.maxTokens=90000");

        plan.Output.Should().MatchRegex(@"rephrase: documents\D+60").And.MatchRegex(@"rephrase: segments\D+60").And.Contain("rephrase: prompts").And.MatchRegex(@"rephrase: cost, at most: 0\.\d+\r?\n", "a price below one is no zero");
        plan.Output.Should().MatchRegex(@"rephrase: left of maxCost: 0\.75\r?\n").And.MatchRegex(@"rephrase: left of maxTokens\D+90");
        server.Calls.Should().Be(0);
    }
}
