using System.IO.Compression;
using System.Text;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Storage;

/// <summary>Recipes whose files are on a server.</summary>
public sealed class RemoteSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedServer _server = new();

    public RemoteSourceTests()
    {
        SmallWork.WriteCorpus(_folder);
        Publish("a.jsonl", "\"a1\"");
        Publish("b.jsonl", "\"b1\"");
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Same_dataset_bytes_from_a_folder_and_from_a_server()
    {
        string local = Recipe("local", "\"from\": \".\", \"files\": [\"shards/*.jsonl\"]");
        string remote = Recipe("remote", $"\"from\": \"{_server.Address}\", \"files\": [\"shards/b.jsonl\", \"shards/a.jsonl\"]");

        Dictionary<string, byte[]> fromFolder = await DatasetAsync(local);
        Dictionary<string, byte[]> fromServer = await DatasetAsync(remote);

        fromFolder.Keys.Should().Contain(name => name.EndsWith(".parquet", StringComparison.Ordinal));
        string[] parts = [.. fromFolder.Keys.Where(name => name.EndsWith(".parquet", StringComparison.Ordinal))];
        fromServer.Keys.Should().Contain(parts);
        foreach (string part in parts) fromServer[part].Should().Equal(fromFolder[part]);
    }

    [Fact]
    public async Task Unchanged_object_is_not_read_again_and_a_changed_one_is()
    {
        string recipe = Recipe("again", $"\"from\": \"{_server.Address}/\", \"files\": [\"shards/a.jsonl\", \"shards/b.jsonl\"]");
        await DatasetAsync(recipe);
        _server.Requests.Clear();

        await DatasetAsync(recipe);
        _server.Gets.Should().BeEmpty();

        Publish("b.jsonl", "\"b2\"");
        await DatasetAsync(recipe);
        _server.Gets.Select(request => request.Path).Distinct().Should().Equal("/shards/b.jsonl");
    }

    [Fact]
    public async Task List_of_files_is_read_from_a_server_packed_or_not()
    {
        byte[] list = Encoding.UTF8.GetBytes("# paths\nshards/a.jsonl\n\nshards/b.jsonl\n");
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(list);
        _server.Serve("/paths.gz", packed.ToArray(), "\"p\"");
        _server.Serve("/paths", list, "\"p\"");

        foreach (string name in new[] { "paths.gz", "paths" })
        {
            CurateRun check = await CurateRun.Of("check", Recipe("listed", $"\"from\": \"{_server.Address}\", \"files\": [\"@{name}\"]"), "--json");

            check.ExitCode.Should().Be(0, check.Error);
            check.Json["files"]!.AsArray().Select(file => (string)file!["path"]!).Should().Equal("shards/a.jsonl", "shards/b.jsonl");
        }
    }

    [Fact]
    public async Task List_with_missing_files_says_which_and_on_which_line()
    {
        _folder.Write("paths.txt", $"{_server.Address}/shards/a.jsonl\n{_server.Address}/shards/c.jsonl\n");

        CurateRun check = await CurateRun.Of("check", Recipe("missing", "\"files\": [\"@paths.txt\"]"));

        check.ExitCode.Should().Be(2);
        check.Error.Should().Contain("error DC2020: 1 of the files that 'paths.txt'").And.Contain("shards/c.jsonl' (line 2 of paths.txt)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public async Task Empty_list_is_DC1095(string list)
    {
        _folder.Write("paths.txt", list);

        (await CurateRun.Of("check", Recipe("empty", "\"files\": [\"@paths.txt\"]"))).Error.Should().Contain("error DC1095: ");
    }

    [Fact]
    public async Task Damaged_list_is_DC1095()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "paths.gz"), [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255, 255]);

        (await CurateRun.Of("check", Recipe("damaged", "\"files\": [\"@paths.gz\"]"))).Error.Should().Contain("error DC1095: ");
    }

    [Fact]
    public async Task Missing_file_and_a_secret_are_reported_together_at_their_places()
    {
        CurateRun check = await CurateRun.Of("check", Recipe("wrong", $"\"files\": [\"{_server.Address}/none\", \"https://host/a?sig=hunter2\", \"gs://b/k\"]"));

        check.ExitCode.Should().Be(2);
        check.Error.Should().Contain("wrong.json(3,").And.Contain("error DC2020: ").And.Contain("error DC3013: ").And.Contain("error DC3016: ");
        check.Error.Should().NotContain("hunter2");
    }

    [Fact]
    public async Task File_that_changes_while_it_is_read_stops_the_run_and_the_next_run_reads_the_new_version()
    {
        string recipe = Recipe("changing", $"\"from\": \"{_server.Address}\", \"files\": [\"shards/a.jsonl\"]");
        _server.Troubles.Enqueue(new Trouble { Before = () => Publish("a.jsonl", "\"a2\"") });

        CurateRun run = await CurateRun.Of("run", recipe, "--until", "materialise");
        (run.ExitCode, run.Error.Contains("error DC3014: ", StringComparison.Ordinal)).Should().Be((75, true), run.Error);

        await DatasetAsync(recipe);
    }

    [Fact]
    public async Task Parquet_and_synchronous_decoders_read_from_a_server()
    {
        string dataset = Recipe("first", "\"from\": \".\", \"files\": [\"shards/a.jsonl\"]");
        byte[] part = (await DatasetAsync(dataset)).Single(file => file.Key.EndsWith(".parquet", StringComparison.Ordinal)).Value;
        _server.Serve("/part.parquet", part, "\"p\"");
        using MemoryStream packed = new();
        using (ICSharpCode.SharpZipLib.BZip2.BZip2OutputStream bzip2 = new(packed) { IsStreamOwner = false }) bzip2.Write(_server.Files["/shards/b.jsonl"].Content);
        _server.Serve("/b.jsonl.bz2", packed.ToArray(), "\"z\"");

        CurateRun run = await CurateRun.Of("run", Recipe("both", $"\"from\": \"{_server.Address}\", \"files\": [\"part.parquet\", \"b.jsonl.bz2\"]"), "--until", "ingest");

        run.ExitCode.Should().Be(0, run.Error);
        Directory.GetFiles(Path.Combine(_folder.Path, "both.work", "documents")).Should().HaveCount(2);
    }

    private static async Task<Dictionary<string, byte[]>> DatasetAsync(string recipe)
    {
        CurateRun run = await CurateRun.Of("run", recipe, "--until", "materialise");
        run.ExitCode.Should().Be(0, run.Error);
        string folder = Path.Combine(Path.ChangeExtension(recipe, ".work"), "dataset");
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes);
    }

    private void Publish(string name, string entityTag) =>
        _server.Serve("/shards/" + name, File.ReadAllBytes(Path.Combine(_folder.Path, "shards", name)), entityTag);

    private string Recipe(string name, string source) => _folder.Write(name + ".json", $$"""
        {
          "name": "small",
          "sources": [ { "name": "web", {{source}} } ],
          "quality": { "rules": { "gopherQuality": { "minWords": 20 } } },
          "deduplicate": { "exact": {} },
          "storage": { "attempts": 2 }
        }
        """);
}
