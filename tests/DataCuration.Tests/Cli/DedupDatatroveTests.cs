using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>The preset that removes what datatrove 0.10 removes; the expected documents are datatrove's own (Deduplication/Golden/README.md).</summary>
public sealed class DedupDatatroveTests : IDisposable
{
    private static readonly JsonNode Golden = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "..", "Deduplication", "Golden", "datatrove-0.10-minhash.json")))!;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1", "1GB")]
    [InlineData("4", "300MB")]
    public async Task Dedup_with_its_preset_removes_the_documents_that_datatrove_removes(string jobs, string memory)
    {
        int files = WriteCorpus();

        CurateRun run = await CurateRun.Of(
            "dedup", Path.Combine(_folder.Path, "in"), "--out", Path.Combine(_folder.Path, "out"), "--preset", "datatrove/0.10", "--jobs", jobs, "--memory", memory, "--acknowledge", "*");

        run.ExitCode.Should().Be(0, run.Error);
        for (int file = 0; file < files; file++)
        {
            NumbersIn($"removed/{file:D5}.jsonl").Should().Equal(Removed(file), "of file {0}", file);
            NumbersIn($"kept/{file:D5}.jsonl").Should().NotIntersectWith(Removed(file)).And.HaveCount(Golden["corpus"]![file]!.AsArray().Count - Removed(file).Length);
        }
    }

    [Fact]
    public async Task Another_keep_chooses_among_the_same_clusters()
    {
        int files = WriteCorpus();

        await CurateRun.Of(
            "dedup", Path.Combine(_folder.Path, "in"), "--out", Path.Combine(_folder.Path, "out"), "--preset", "datatrove/0.10", "--keep", "longest", "--acknowledge", "*");

        Enumerable.Range(0, files).Sum(file => NumbersIn($"removed/{file:D5}.jsonl").Length).Should().Be(Enumerable.Range(0, files).Sum(file => Removed(file).Length));
    }

    private static int[] Removed(int file) =>
        [.. Golden["removed"]![file.ToString(System.Globalization.CultureInfo.InvariantCulture)]!.AsArray().Select(document => (int)document!)];

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    private int WriteCorpus()
    {
        JsonArray corpus = Golden["corpus"]!.AsArray();
        for (int file = 0; file < corpus.Count; file++)
        {
            _folder.Write($"in/{file:D5}.jsonl", string.Concat(corpus[file]!.AsArray().Select((text, number) => JsonSerializer.Serialize(new { number, text = (string)text! }) + "\n")));
        }

        return corpus.Count;
    }

    private int[] NumbersIn(string file) =>
        [.. File.ReadLines(Path.Combine(_folder.Path, "out", file)).Select(line => (int)JsonNode.Parse(line)!["number"]!)];
}
