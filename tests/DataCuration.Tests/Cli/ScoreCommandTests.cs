using System.Text.Json.Nodes;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Score_writes_a_row_a_document_with_metrics_and_all_reasons()
    {
        string input = _folder.Write("in.jsonl", """
            {"id": "short", "text": "Just a few words."}
            {"text": ""}
            not json
            """);

        CurateRun run = await CurateRun.Of("score", input, "--rules", "datatrove/0.10", "--out", Path.Combine(Path.GetDirectoryName(input)!, "out.jsonl"));

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("2 documents: 0 kept, 2 dropped").And.Contain("gopher_short_doc");
        run.Error.Should().Contain("warning DC1061: 1 records");
        JsonNode[] rows = [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(input)!, "out.jsonl")).Select(line => JsonNode.Parse(line)!)];
        rows[0]["id"]!.GetValue<string>().Should().Be("short");
        rows[0]["kept"]!.GetValue<bool>().Should().BeFalse();
        rows[0]["reasons"]!.AsArray().Select(reason => reason!.GetValue<string>()).Should().StartWith(["gopher_short_doc", "gopher_enough_stop_words", "top_2_gram"]);
        rows[0]["metrics"]!["gopherQuality.wordCount"]!.GetValue<double>().Should().Be(4);
        rows[1]["position"]!.GetValue<long>().Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Score_writes_the_same_bytes_for_any_number_of_threads()
    {
        string input = _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 700).Select(i => $"{{\"text\": \"Document number {i} has words and marks, like these.\"}}\n")));
        string folder = Path.GetDirectoryName(input)!;

        (await CurateRun.Of("score", input, "--out", Path.Combine(folder, "one.jsonl"), "--jobs", "1")).ExitCode.Should().Be(0);
        (await CurateRun.Of("score", input, "--out", Path.Combine(folder, "four.jsonl"), "--jobs", "4")).ExitCode.Should().Be(0);

        File.ReadAllBytes(Path.Combine(folder, "four.jsonl")).Should().Equal(File.ReadAllBytes(Path.Combine(folder, "one.jsonl")));
    }

    [Fact]
    public async Task Score_writes_Parquet()
    {
        string input = _folder.Write("in.jsonl", "{\"id\": 7, \"text\": \"Just a few words.\"}\n");
        string output = Path.Combine(Path.GetDirectoryName(input)!, "out.parquet");

        CurateRun run = await CurateRun.Of("score", input, "--rules", "datatrove/0.10", "--out", output);

        run.ExitCode.Should().Be(0, run.Error);
        ColumnTable table = await ColumnFile.ReadAsync(output, null, CancellationToken.None);
        table.Get<string?>("documentId").Should().Equal("7");
        table.Get<bool>("kept").Should().Equal(false);
        table.Get<string?>("reasons")[0].Should().StartWith("gopher_short_doc,");
        table.Get<double>("text.tokenCount").Should().Equal(5);
    }

    [Fact]
    public async Task Unknown_profile_is_DC2066()
    {
        string input = _folder.Write("in.jsonl", "{\"text\": \"a\"}\n");

        CurateRun run = await CurateRun.Of("score", input, "--rules", "datatrove/0.1", "--out", "x.jsonl");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("error DC2066").And.Contain("Did you mean 'datatrove/0.10'?");
    }
}
