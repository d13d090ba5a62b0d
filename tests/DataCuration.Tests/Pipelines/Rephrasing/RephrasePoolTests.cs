using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Rephrasing.Generation;
using static DataCuration.Tests.Pipelines.Rephrasing.LetterServer;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>What rephrasing adds to the dataset: a pool a style, with origin and cost, without copies, leaks and held-out documents.</summary>
public sealed class RephrasePoolTests : LetterTests
{
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
    public async Task Copies_among_the_rephrased_texts_of_a_style_are_dropped_and_contaminated_ones_too()
    {
        const string Leak = "Which planet of our system has the largest number of known moons circling around it today";
        Folder.Write("eval.jsonl", JsonSerializer.Serialize(new { question = Leak, answer = "Saturn" }) + "\n");
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
        Folder.Write("heldout.jsonl", Line(5).Replace("Sentence", "SENTENCE", StringComparison.Ordinal));
        await using ScriptedServer server = await RephraserAsync();

        CurateRun run = await RunAsync(
            server, "\"easy\"", "--until", "rephrase", "--set", "probes={\"evaluate\":[{\"name\":\"held\",\"files\":[\"heldout.jsonl\"]}],\"vocabulary\":512}", "--set", "mix={\"budget\":1e15}");

        run.ExitCode.Should().Be(0, run.Error);
        (await ColumnAsync("columns/synthetic", "status")).Count(status => status == "dropped:held-out").Should().Be(1);
        server.Bodies.Should().NotContain(body => body.Contains("number 5 of"));
    }
}
