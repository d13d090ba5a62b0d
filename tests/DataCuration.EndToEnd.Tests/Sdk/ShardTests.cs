using DataCuration.EndToEnd.Tests.Cli;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>What a build does again when shards come, go, change or fail, with the real tool: its completion records tell which shards it read.</summary>
public sealed class ShardTests : IDisposable
{
    private const string Line = """{"text": "The quick brown fox jumps over the lazy dog and runs into the deep forest with all of its friends."}""" + "\n";

    private readonly PipelineFolder _pipeline = new("""<ItemGroup><Corpus Include="data/books/*.jsonl" /></ItemGroup>""");

    public ShardTests()
    {
        _pipeline.Write("data/books/one.jsonl", Line);
        _pipeline.Write("data/books/two.jsonl", Line + Line);
    }

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void Shard_that_is_new_old_dated_touched_or_gone_costs_itself_and_no_other()
    {
        Build().ExitCode.Should().Be(0);
        Dictionary<string, DateTime> before = Records();
        before.Should().HaveCount(2);

        _pipeline.Write("data/books/three.jsonl", Line + Line + Line);
        File.SetLastWriteTimeUtc(_pipeline.PathOf("data/books/three.jsonl"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Build().ExitCode.Should().Be(0);
        Dictionary<string, DateTime> added = Records();
        added.Should().HaveCount(3).And.Contain(before, "a global input would make MSBuild run every shard for a new one");

        _pipeline.Write("data/books/two.jsonl", Line);
        Build().ExitCode.Should().Be(0);
        Unchanged(added, Records()).Should().Be(2, "the others are not read again");

        File.Delete(_pipeline.PathOf("data/books/one.jsonl"));
        BuildResult removed = Build();
        removed.ExitCode.Should().Be(0, removed.Output);
        Records().Should().HaveCount(2);
    }

    [Fact]
    public void Shard_that_fails_keeps_the_others_and_only_it_is_tried_again()
    {
        _pipeline.Write("data/books/bad.jsonl", "no json\n");

        BuildResult failed = Build();

        failed.ExitCode.Should().Be(1);
        failed.Output.Should().Contain("curation error DC1090").And.Contain("bad.jsonl");
        Dictionary<string, DateTime> before = Records();

        _pipeline.Write("data/books/bad.jsonl", Line);
        BuildResult mended = Build();

        mended.ExitCode.Should().Be(0, mended.Output);
        Unchanged(before, Records()).Should().Be(2, "the other shards are kept");
        Records().Should().HaveCount(3);
    }

    private BuildResult Build() => _pipeline.Build($"-p:CurationToolAssembly={CurateProcess.ToolPath} -p:CurationMaxBadRecords=0 -t:Ingest");

    private static int Unchanged(Dictionary<string, DateTime> before, Dictionary<string, DateTime> after) =>
        after.Count(record => before.TryGetValue(record.Key, out DateTime time) && time == record.Value);

    private Dictionary<string, DateTime> Records() =>
        Directory.EnumerateFiles(_pipeline.PathOf("work/state/done/ingest"), "*.json").ToDictionary(path => path, File.GetLastWriteTimeUtc);
}
