namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>The tool gets the cores that MSBuild grants, so that pipelines which are built side by side share the machine.</summary>
public sealed class CoresTests
{
    [Fact]
    public void Build_with_one_core_gives_the_tool_one()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Run($"build demo.curateproj -nologo -tl:off -nodeReuse:false {PipelineFolder.Tools} -t:Ingest", cores: 1);

        build.ExitCode.Should().Be(0, build.Output);
        build.Starts[^1].Should().EndWith(" --jobs 1");
    }

    [Fact]
    public void Two_pipelines_side_by_side_get_no_more_than_the_build_has_and_each_at_least_one()
    {
        using PipelineFolder folder = new();
        File.Delete(folder.PathOf("demo.curateproj"));
        foreach (string name in (string[])["left", "right"])
        {
            folder.WritePipeline($"{name}/{name}.curateproj", $"""
                <PropertyGroup><CurationWorkDirectory>../{name}-work</CurationWorkDirectory></PropertyGroup>
                <ItemGroup><Corpus Include="../data/books/*.jsonl" /></ItemGroup>
                """);
        }

        folder.Write("all.proj", """
            <Project>
              <Target Name="Build"><MSBuild Projects="left/left.curateproj;right/right.curateproj" BuildInParallel="true" /></Target>
              <Target Name="Restore"><MSBuild Projects="left/left.curateproj;right/right.curateproj" Targets="Restore" /></Target>
            </Project>
            """);

        BuildResult build = folder.Run($"build all.proj -m:2 -nologo -tl:off -nodeReuse:false {PipelineFolder.Tools}", cores: 2);

        build.ExitCode.Should().Be(0, build.Output);
        string[] granted = [.. build.Starts.Where(start => start.StartsWith("run", StringComparison.Ordinal)).Select(start => start.Split(" --jobs ")[1])];
        granted.Should().HaveCountGreaterThan(10).And.OnlyContain(jobs => jobs == "1" || jobs == "2");
    }
}
