namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>A pipeline reads another pipeline's dataset, and an application gets it, by a plain ProjectReference.</summary>
public sealed class ReferenceTests
{
    private const string Curated = "app/bin/Debug/net10.0/curated/down";

    [Fact]
    public void Dataset_flows_from_pipeline_to_pipeline_to_application_and_only_what_changed_is_built()
    {
        using PipelineFolder folder = Chain("<CopyCuratedShards>true</CopyCuratedShards>");

        BuildResult first = Build(folder, "build app -bl:first.binlog");

        first.ExitCode.Should().Be(0, first.Output);
        first.Stages.Count(stage => stage == "ingest").Should().Be(2, "up and down are built once each");
        string recipe = File.ReadAllText(folder.PathOf("down/obj/down.recipe.json"));
        recipe.Should().Contain("\"name\": \"up\"").And.Contain("up/bin/Debug/dataset/part-00000.parquet");
        folder.Has($"{Curated}/manifest.json").Should().BeTrue();
        folder.Has($"{Curated}/part-00000.parquet").Should().BeTrue();
        folder.Has("app/bin/Debug/net10.0/curated/up").Should().BeFalse("what a pipeline was made from is not the application's");
        BuildLog log = new(folder.PathOf("first.binlog"));
        log.Ran("up", "Ingest").Should().BeTrue();
        log.Ran("down", "Ingest").Should().BeTrue();

        BuildResult second = Build(folder, "build app --no-restore -bl:second.binlog");

        second.Starts.Should().BeEmpty();
        log = new BuildLog(folder.PathOf("second.binlog"));
        log.WasUpToDate("up", "Ingest").Should().BeTrue();
        log.WasUpToDate("down", "Ingest").Should().BeTrue();
        log.WasUpToDate("down", "PublishDataset").Should().BeTrue();

        folder.Write("up/raw/two.jsonl", "{}");
        File.SetLastWriteTimeUtc(folder.PathOf("up/raw/two.jsonl"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        BuildResult third = Build(folder, "publish app --no-restore -o published");

        third.ExitCode.Should().Be(0, third.Output);
        third.Stages.Should().Contain("ingest", "a new shard counts even when it is dated long ago");
        folder.Has("published/curated/down/manifest.json").Should().BeTrue(third.Output);
        folder.Has("published/curated/down/part-00000.parquet").Should().BeTrue();
    }

    [Fact]
    public void Only_the_manifest_is_copied_unless_the_parts_are_asked_for_in_an_isolated_parallel_graph_build()
    {
        using PipelineFolder folder = Chain("");
        Build(folder, "restore app").ExitCode.Should().Be(0);

        BuildResult build = Build(folder, "build app --no-restore -graph -isolate -m:2");

        build.ExitCode.Should().Be(0, build.Output);
        folder.Has($"{Curated}/manifest.json").Should().BeTrue();
        folder.Has($"{Curated}/part-00000.parquet").Should().BeFalse();

        folder.Write("up/raw/one.jsonl", "{ }");
        BuildResult threads = Build(folder, "build app --no-restore -mt");

        threads.ExitCode.Should().Be(0, threads.Output);
        threads.Stages.Should().Contain("ingest");
    }

    [Theory]
    [InlineData("sln")]
    [InlineData("slnx")]
    public void Solution_takes_and_builds_a_pipeline(string format)
    {
        using PipelineFolder folder = new("""<ItemGroup><Corpus Include="data/books/*.jsonl" /></ItemGroup>""");
        folder.Run($"new sln --name all --format {format}").ExitCode.Should().Be(0);

        BuildResult added = folder.Run($"sln all.{format} add demo.curateproj");
        BuildResult build = Build(folder, $"build all.{format}");

        added.ExitCode.Should().Be(0, added.Output);
        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().EndWith("report");
    }

    [Fact]
    public void Shards_that_go_and_stages_that_fail_are_seen_by_the_next_build_in_the_folder()
    {
        using PipelineFolder folder = new();
        BuildResult failed = Build(folder, "build", behaviour: "score=65");
        BuildResult mended = Build(folder, "build --no-restore");
        File.Delete(folder.PathOf("data/books/two.jsonl"));
        BuildResult removed = Build(folder, "build --no-restore -bl:removed.binlog");

        failed.ExitCode.Should().Be(1);
        failed.Stages.Should().Equal("check", "ingest", "score");
        mended.ExitCode.Should().Be(0, mended.Output);
        mended.Stages.Should().StartWith("score", "what is done stays done");
        removed.Stages.Should().StartWith(["check", "ingest"]);
        new BuildLog(folder.PathOf("removed.binlog")).Ran("demo", "Ingest").Should().BeTrue();
    }

    private static BuildResult Build(PipelineFolder folder, string command, string behaviour = "") =>
        folder.Run($"{command} -nologo -tl:off -nodeReuse:false {PipelineFolder.Tools}", behaviour);

    private static PipelineFolder Chain(string properties)
    {
        PipelineFolder folder = new();
        File.Delete(folder.PathOf("demo.curateproj"));
        folder.Write("up/raw/one.jsonl", "{}");
        folder.WritePipeline("up/up.curateproj", """<ItemGroup><Corpus Include="raw/*.jsonl" /></ItemGroup>""");
        folder.WritePipeline("down/down.curateproj", $"""
            <PropertyGroup>{properties}</PropertyGroup>
            <ItemGroup>
              <ProjectReference Include="../up/up.curateproj" />
              <Curation Include="ExactDuplicates" />
            </ItemGroup>
            """);
        folder.Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../down/down.curateproj" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("app/Program.cs", "System.Console.WriteLine();");
        return folder;
    }
}
