using System.Text.Json.Nodes;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.RephrasingBenchmark.Server;
using DataCuration.Tests.Cli;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>From calls to rows and documents, through the stage.</summary>
public sealed class RephraseRowTests : IDisposable
{
    private readonly RephraseFolder _folder = new(documents: 12, shortest: 600, longest: 900) { Work = "work" };

    public void Dispose() => _folder.Dispose();

    /// <summary>R3.</summary>
    [Fact]
    public async Task Same_text_in_three_documents_is_one_call_and_three_rows()
    {
        string[] texts = [_folder.Texts[0], _folder.Texts[1], _folder.Texts[0], _folder.Texts[2], _folder.Texts[0]];
        _folder.Write("web.jsonl", texts);
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, TroubleSchedule.Calm);

        CurateRun run = await _folder.CurateAsync(server.Address, "\"easy\"", "rephrase");

        run.ExitCode.Should().Be(0, run.Error);
        (string? Hash, string? Parent, string? Status)[] rows = [.. (await _folder.WordsAsync("rephrase", "requestHash")).Zip(
            await _folder.WordsAsync("rephrase", "parent"), await _folder.WordsAsync("rephrase", "status"))];
        rows.Should().HaveCount(5).And.OnlyContain(row => row.Status == "ok");
        rows.GroupBy(row => row.Hash).Select(group => group.Count()).Order().Should().Equal(1, 1, 3);
        rows.GroupBy(row => row.Hash).Single(group => group.Count() == 3).Select(row => row.Parent).Should().OnlyHaveUniqueItems();
        server.Calls.Count(call => !call.User.StartsWith("FIRST WORD:")).Should().Be(3);
        Document[] synthetic = await SyntheticAsync("easy");
        synthetic.GroupBy(document => document.GetTextString()).Select(group => group.Count()).Order().Should().Equal(1, 1, 3);
        synthetic.Select(document => document.Id).Should().OnlyHaveUniqueItems();
    }

    /// <summary>R7 and R10.</summary>
    [Fact]
    public async Task Questions_follow_the_original_text_and_are_the_same_in_every_run()
    {
        await using LocalServer server = await LocalServer.StartAsync(0, TimeSpan.Zero, TroubleSchedule.Calm);

        CurateRun run = await _folder.CurateAsync(server.Address, "\"diverseQa\"", "rephrase");
        Document[] first = await SyntheticAsync("diverseQa");
        _folder.Work = "again";
        await _folder.CurateAsync(server.Address, "\"diverseQa\"", "rephrase");
        _folder.Work = "other";
        await _folder.CurateAsync(server.Address, "\"diverseQa\"", "rephrase", "seed=9");

        run.ExitCode.Should().Be(0, run.Error);
        first.Should().HaveCount(12);
        foreach (Document document in first)
        {
            string text = document.GetTextString();
            string source = _folder.Texts.Single(original => text.StartsWith(original.Trim() + "\n\nQuestion: ", StringComparison.Ordinal));
            int pairs = text[source.Length..].Split("Question: ").Length - 1;
            pairs.Should().BeInRange(1, 10 * source.Length / 3 / 150);
            JsonNode.Parse(document.Metadata!)!["prompt"]!.GetValue<string>().Should().Be("nemotron-diverse-qa-1");
        }

        string[] texts = [.. first.Select(document => document.GetTextString())];
        _folder.Work = "again";
        (await SyntheticAsync("diverseQa")).Select(document => document.GetTextString()).Should().Equal(texts);
        _folder.Work = "other";
        (await SyntheticAsync("diverseQa")).Select(document => document.GetTextString()).Should().NotEqual(texts);
    }

    private async Task<Document[]> SyntheticAsync(string style)
    {
        List<Document> documents = [];
        foreach (string file in Directory.GetFiles(Path.Combine(_folder.Work, "synthetic"), "*.parquet", SearchOption.AllDirectories).Where(file => file.Contains(style)).Order(StringComparer.Ordinal))
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(file, CancellationToken.None))
                documents.AddRange(batch);
        }

        return [.. documents];
    }
}
