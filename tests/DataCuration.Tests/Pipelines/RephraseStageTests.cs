using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;
using DataCuration.Tests.Rephrasing.Generation;
using Microsoft.AspNetCore.Http;

namespace DataCuration.Tests.Pipelines;

/// <summary>Rephrasing as a user runs it: a recipe, the tool, a real server on loopback.</summary>
public sealed partial class RephraseStageTests : IDisposable
{
    private const int Documents = 60;

    private readonly TemporaryFolder _folder = new();

    public RephraseStageTests()
    {
        _folder.Write("web-a.jsonl", string.Concat(Enumerable.Range(0, Documents / 2).Select(Line)));
        _folder.Write("web-b.jsonl", string.Concat(Enumerable.Range(Documents / 2, Documents / 2).Select(Line)));
    }

    private string Work => Path.Combine(_folder.Path, "work");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_style_becomes_a_pool_whose_documents_say_where_they_come_from()
    {
        await using ScriptedServer server = await RephraserAsync();

        CurateRun run = await RunAsync(server, "\"easy\", \"wikipedia\"");

        run.ExitCode.Should().Be(0, run.Error);
        JsonNode pools = JsonNode.Parse(File.ReadAllText(Path.Combine(Work, "pools.json")))!["pools"]!;
        pools.AsArray().Select(pool => (pool!["name"]!.GetValue<string>(), pool["documents"]!.GetValue<int>()))
            .Should().Equal(("web", Documents), ("rephrased.easy", Documents), ("rephrased.wikipedia", Documents));
        List<Document> dataset = await DatasetAsync();
        dataset.Should().HaveCount(3 * Documents);
        Document[] synthetic = [.. dataset.Where(document => document.Source.StartsWith("rephrased."))];
        Dictionary<string, Document> originals = dataset.Except(synthetic).ToDictionary(document => document.Id.ToString());
        foreach (Document document in synthetic)
        {
            JsonNode origin = JsonNode.Parse(document.Metadata!)!;
            Document parent = originals[origin["parent"]!.GetValue<string>()];
            JsonNode segment = origin["segments"]!.AsArray().Single()!;
            string source = parent.GetTextString().Substring(segment["start"]!.GetValue<int>(), segment["length"]!.GetValue<int>());
            document.GetTextString().Should().Be(Reworded(source.Trim()));
            origin["promptSha256"]!.GetValue<string>().Should().HaveLength(64);
            origin["model"]!.GetValue<string>().Should().Be("test-model");
            segment["request"]!.GetValue<string>().Should().HaveLength(64);
        }

        CurateRun verify = await CurateRun.Of("verify", Work);
        verify.ExitCode.Should().Be(0, verify.Output + verify.Error);
        (await CurateRun.Of("explain", Work, synthetic[0].Id.ToString())).Output.Should().Contain("source rephrased.");
    }

    [Fact]
    public async Task Pool_states_what_its_texts_cost_to_generate()
    {
        await using ScriptedServer server = await RephraserAsync();

        await RunAsync(server, "\"easy\"", "--until", "pool", "--set", "rephrase.modelParameters=1000000", "--set", "rephrase.outputPrice=2", "--set", "rephrase.flopsPerMoney=1e12");

        double tokens = 0;
        double answers = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "columns", "rephrase")))
        {
            ColumnTable rows = await ColumnFile.ReadAsync(file, ["promptTokens", "completionTokens"], CancellationToken.None);
            answers += rows.Get<long>("completionTokens").Sum();
            tokens += rows.Get<long>("promptTokens").Sum() + rows.Get<long>("completionTokens").Sum();
        }

        JsonArray pools = JsonNode.Parse(File.ReadAllText(Path.Combine(Work, "pools.json")))!["pools"]!.AsArray();
        pools[1]!["generationFlops"]!.GetValue<double>().Should().BeApproximately((2e6 * tokens) + (answers * 2e-6 * 1e12), 1);
        pools[0]!.AsObject().ContainsKey("generationFlops").Should().BeFalse();
    }

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
            "plan", Path.Combine(_folder.Path, "recipe.json"), "--work", Work, "--set", "rephrase.inputPrice=2", "--set", "rephrase.outputPrice=4");

        plan.Output.Should().MatchRegex(@"rephrase: documents\D+60").And.MatchRegex(@"rephrase: segments\D+60").And.Contain("rephrase: prompts").And.Contain("rephrase: cost, at most");
        server.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Copies_among_the_rephrased_texts_of_a_style_are_dropped_and_contaminated_ones_too()
    {
        const string Leak = "Which planet of our system has the largest number of known moons circling around it today";
        _folder.Write("eval.jsonl", JsonSerializer.Serialize(new { question = Leak, answer = "Saturn" }) + "\n");
        await using ScriptedServer server = await ScriptedServer.StartAsync((context, _, body) =>
        {
            string source = SourceOf(body);
            return ScriptedServer.AnswerAsync(context, NumberOf(source) switch
            {
                0 or 1 => "river valley autumn morning lantern market bridge harbour window garden winter letter orchard",
                2 => Leak + " Saturn.",
                _ => CanaryWords(source) ?? Reworded(source),
            }, promptTokens: 1000);
        });

        CurateRun run = await RunAsync(
            server, "\"easy\"", "--set", "rephrase.templates=[\"loose.txt\"]", "--set", "rephrase.styles=[\"loose\"]", "--set", "deduplicate={\"exact\":{}}", "--set", "rephrase.minLanguageConfidence=0",
            "--set", "contamination={\"sets\":[{\"name\":\"quiz\",\"files\":[\"eval.jsonl\"],\"queryField\":\"question\",\"labelField\":\"answer\"}]}");

        run.ExitCode.Should().Be(0, run.Error);
        string[] texts = [.. (await DatasetAsync()).Where(document => document.Source == "rephrased.loose").Select(document => document.GetTextString())];
        texts.Should().HaveCount(Documents - 2).And.OnlyHaveUniqueItems().And.NotContain(text => text.Contains("largest number of known moons"));
    }

    [Fact]
    public async Task What_is_also_in_an_evaluation_set_is_not_rephrased()
    {
        _folder.Write("heldout.jsonl", Line(5).Replace("Sentence", "SENTENCE", StringComparison.Ordinal));
        await using ScriptedServer server = await RephraserAsync();

        CurateRun run = await RunAsync(
            server, "\"easy\"", "--until", "rephrase", "--set", "probes={\"evaluate\":[{\"name\":\"held\",\"files\":[\"heldout.jsonl\"]}],\"vocabulary\":512}", "--set", "mix={\"budget\":1e15}");

        run.ExitCode.Should().Be(0, run.Error);
        (await ColumnAsync("columns/synthetic", "status")).Count(status => status == "dropped:held-out").Should().Be(1);
        server.Bodies.Should().NotContain(body => body.Contains("number 5 of"));
    }

    [Fact]
    public async Task Key_is_in_no_file_and_no_output()
    {
        const string Variable = "DATACURATION_STAGE_KEY";
        const string Key = "sk-stage-9876543210";
        Environment.SetEnvironmentVariable(Variable, Key);
        ConcurrentBag<string> processes = [];
        await using ScriptedServer server = await RephraserAsync(() => processes.Add(ProcessArguments()));

        CurateRun run = await RunAsync(server, "\"easy\"", "--set", $"rephrase.apiKeyVariable=\"{Variable}\"");

        Environment.SetEnvironmentVariable(Variable, null);
        run.ExitCode.Should().Be(0, run.Error);
        server.Authorizations.Should().OnlyContain(value => value == "Bearer " + Key);
        (run.Output + run.Error).Should().NotContain(Key);
        Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories).Should().OnlyContain(file => !File.ReadAllText(file).Contains(Key));
        processes.Should().NotBeEmpty().And.OnlyContain(arguments => !arguments.Contains(Key));
    }

    /// <summary>The arguments of this process and of all others that can be seen while a request is under way; a worker that got the key on its command line would show it.</summary>
    private static string ProcessArguments()
    {
        StringBuilder all = new(string.Join('\n', Environment.GetCommandLineArgs()));
        foreach (string folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)) : [])
        {
            try
            {
                all.Append('\n').Append(File.ReadAllText(Path.Combine(folder, "cmdline")));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        return all.ToString();
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
        _folder.Write("loose.txt", "## options\nmaxSegmentTokns: 3\n## user\n{{document}}");
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

    private static string Line(int number) => JsonSerializer.Serialize(new { text = Text(number) }) + "\n";

    // About seventy words that differ from document to document and do not repeat.
    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"This is letter number {number} of the box. ")
        + string.Concat(Enumerable.Range(0, 10).Select(i => string.Join(' ', Enumerable.Range(0, 7).Select(j => Word((number * 101) + (i * 7) + j))) + ". "));

    private static string Word(int number)
    {
        string[] syllables = ["ba", "den", "ko", "lir", "mu", "pas", "ro", "ti", "ven", "zu", "fal", "gim"];
        uint hash = (uint)number * 2654435761;
        return string.Concat(Enumerable.Range(0, 3).Select(i => syllables[(hash >> (8 * i)) % (uint)syllables.Length]));
    }

    /// <summary>Another order of words: close enough to pass as a paraphrase, far enough to be no copy.</summary>
    private static string Reworded(string source) => string.Join(' ', source.Split(' ').Chunk(5).Select(words => string.Join(' ', words.Reverse())));

    private static string SourceOf(JsonNode body)
    {
        string user = ScriptedServer.UserOf(body);
        int start = user.IndexOf("<<<TEXT\n", StringComparison.Ordinal);
        return start < 0 ? user : user[(start + 8)..user.IndexOf("\nTEXT>>>", StringComparison.Ordinal)];
    }

    private static int NumberOf(string source) => DocumentNumber().Match(source) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    private static string? CanaryWords(string user) => CanaryWord().Matches(user) is { Count: 2 } words ? $"{words[0].Groups[1].Value} {words[1].Groups[1].Value}" : null;

    private static Task<ScriptedServer> RephraserAsync(Action? onCall = null) => ScriptedServer.StartAsync((context, _, body) =>
    {
        onCall?.Invoke();
        string source = SourceOf(body);
        string answer = CanaryWords(source) ?? Reworded(source);
        return ScriptedServer.AnswerAsync(context, ScriptedServer.UserOf(body).Contains("Here is a paraphrased version:") ? "Here is a paraphrased version:\n" + answer : answer,
            promptTokens: ScriptedServer.UserOf(body).Length / 4, completionTokens: answer.Length / 4);
    });

    private static Task FailAsync(HttpContext context) => ScriptedServer.WriteAsync(context, 500, "{\"error\":{\"message\":\"broken\"}}");

    /// <summary>What happens depends on the text, so every order of calls ends alike: one in seven is dropped, cut or refused each.</summary>
    private static Task MisbehaveAsync(HttpContext context, int call, JsonNode body)
    {
        string source = SourceOf(body);
        if (CanaryWords(source) is { } words)
            return ScriptedServer.AnswerAsync(context, words, promptTokens: 1000);
        context.Response.Headers["retry-after-ms"] = "1";
        return (NumberOf(source) % 7) switch
        {
            0 => FailAsync(context),
            1 => ScriptedServer.AnswerAsync(context, Reworded(source)[..20], finish: "length"),
            2 => ScriptedServer.AnswerAsync(context, "I cannot rephrase this text."),
            _ => ScriptedServer.AnswerAsync(context, Reworded(source)),
        };
    }

    private Task<CurateRun> RunAsync(ScriptedServer server, string styles, params string[] more)
    {
        _folder.Write("recipe.json", $$"""
            {
              "name": "said-again",
              "sources": [ { "name": "web", "files": ["web-*.jsonl"] } ],
              "rephrase": { "styles": [{{styles}}], "endpoint": "{{server.Address}}", "model": "test-model" }
            }
            """);
        if (!File.Exists(Path.Combine(_folder.Path, "loose.txt")))
            _folder.Write("loose.txt", "## options\nminLengthRatio: 0\nmaxNovelNumbers: 1\nmaxNovelEntities: 1\n## user\nSay it:\n<<<TEXT\n{{document}}\nTEXT>>>");
        string[] until = more.Contains("--until") ? [] : ["--until", "materialise"];
        return CurateRun.Of(["run", Path.Combine(_folder.Path, "recipe.json"), "--work", Work, .. until, .. more]);
    }

    private async Task<List<Document>> DatasetAsync()
    {
        List<Document> documents = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, "dataset"), "*.parquet").Order(StringComparer.Ordinal))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(file, CancellationToken.None))
                documents.AddRange(batch);
        }

        return documents;
    }

    private async Task<List<string>> ColumnAsync(string folder, string column)
    {
        List<string> values = [];
        foreach (string file in Directory.GetFiles(Path.Combine(Work, folder)))
        {
            ColumnTable table = await ColumnFile.ReadAsync(file, [column], CancellationToken.None);
            values.AddRange(table.Get<string?>(column)!);
        }

        return values;
    }

    /// <summary>Every result file; the ledger is an account with dates, not a result.</summary>
    private Dictionary<string, string> Hashes() => Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("synthetic/ledger") && !file.Contains("/state/"))
        .ToDictionary(file => Path.GetRelativePath(Work, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    [GeneratedRegex(@"number (\d+) of")]
    private static partial Regex DocumentNumber();

    [GeneratedRegex(@"(?:FIRST|LAST) WORD: (\w+)")]
    private static partial Regex CanaryWord();
}
