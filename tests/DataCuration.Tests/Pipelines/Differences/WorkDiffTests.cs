using System.Text.Json;
using DataCuration.Pipelines.Differences;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines.Differences;

public sealed class WorkDiffTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Edited_added_and_removed_documents_are_told_apart_in_one_pass_or_many()
    {
        SmallWork.WriteCorpus(_folder);
        string recipe = Path.Combine(_folder.Path, "small.json");
        string before = await RunAsync(recipe, "before");
        string[] first = File.ReadAllLines(Path.Combine(_folder.Path, "shards/a.jsonl"));
        _folder.Write("shards/a.jsonl", $"{first[0].Replace("Chapter", "Section", StringComparison.Ordinal)}\n{first[1]}\n");
        _folder.Write("shards/c.jsonl", JsonSerializer.Serialize(new { text = string.Concat(Enumerable.Range(0, 9).Select(i => $"A new text, part {i} of the nine that have to be there with it and that. ")) }) + "\n");
        string after = await RunAsync(recipe, "after");

        WorkDiffReport whole = await WorkDiff.CompareAsync(before, after, 5, CancellationToken.None);
        WorkDiffReport pieces = await WorkDiff.CompareAsync(before, after, 5, documentsPerPass: 1, CancellationToken.None);

        whole.Inputs.Changed.Should().Equal("shards/a.jsonl");
        whole.Inputs.Added.Should().Equal("shards/c.jsonl");
        whole.Inputs.Same.Should().Be(1);
        DocumentChanges documents = whole.Documents!;
        (documents.Before, documents.After).Should().Be((6, 6));
        (documents.Edited, documents.Added, documents.Removed).Should().Be((1, 1, 1));
        documents.Returned.Should().Be(1, "the copy's original has another text now");
        documents.Examples.Select(example => example.Kind).Should().Equal("returned", "edited", "added", "removed");
        pieces.Should().BeEquivalentTo(whole, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Leaves_name_list_members_and_keep_plain_lists_whole()
    {
        JsonLeaves.Of("""{ "a": { "b": 1, "c": [1, 2] }, "sources": [ { "name": "web", "format": "warc" }, { "format": "text" } ], "empty": {} }""")
            .Should().Equal(new Dictionary<string, string>
            {
                ["a.b"] = "1",
                ["a.c"] = "[1,2]",
                ["empty"] = "{}",
                ["sources[1].format"] = "\"text\"",
                ["sources[web].format"] = "\"warc\"",
                ["sources[web].name"] = "\"web\"",
            });
    }

    private async Task<string> RunAsync(string recipe, string name)
    {
        string work = Path.Combine(_folder.Path, name);
        CurateRun run = await CurateRun.Of("run", recipe, "--work", work, "--until", "pool");
        run.ExitCode.Should().Be(0, run.Error);
        return work;
    }
}
