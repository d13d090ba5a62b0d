namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>What makes a stage's target run again, and what does not.</summary>
public sealed class UpToDateTests : IDisposable
{
    private readonly PipelineFolder _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void Newer_tool_runs_nothing_unless_the_project_tracks_it()
    {
        string tool = _pipeline.CopyTool();
        _pipeline.Build($"-p:CurationToolAssembly={tool}").ExitCode.Should().Be(0);
        File.SetLastWriteTimeUtc(tool, DateTime.UtcNow.AddSeconds(5));

        BuildResult second = _pipeline.Build($"-p:CurationToolAssembly={tool}");
        BuildResult tracked = _pipeline.Build($"-p:CurationToolAssembly={tool} -p:CurationTrackTool=true");

        second.Starts.Should().BeEmpty("the tool decides by the algorithm versions in its fingerprints, not by its own date");
        tracked.Stages.Should().Contain("ingest");
    }

    [Fact]
    public void Stage_that_ran_without_changing_a_result_does_not_run_for_ever()
    {
        _pipeline.Build().ExitCode.Should().Be(0);
        File.SetLastWriteTimeUtc(_pipeline.PathOf("data/books/two.jsonl"), DateTime.UtcNow.AddMinutes(-1));
        File.SetLastWriteTimeUtc(_pipeline.PathOf("data/books/two.jsonl"), DateTime.UtcNow);

        BuildResult touched = _pipeline.Build();
        BuildResult after = _pipeline.Build("-bl:after.binlog");

        touched.Stages.Should().Contain("ingest");
        after.Starts.Should().BeEmpty("a target's output is a stamp, newer than any result that stayed the same");
        BuildLog log = new(_pipeline.PathOf("after.binlog"));
        foreach (string target in (string[])["Ingest", "Score", "Deduplicate", "Pool", "Probe", "FitLaw", "ChooseMix", "Materialise", "Report", "PublishDataset"])
        {
            log.WasUpToDate("demo", target).Should().BeTrue(target);
        }
    }

    [Fact]
    public void Changed_setting_runs_its_stage_and_those_after_it_once()
    {
        _pipeline.Build().ExitCode.Should().Be(0);
        string project = File.ReadAllText(_pipeline.PathOf("demo.curateproj"));
        File.WriteAllText(_pipeline.PathOf("demo.curateproj"), project.Replace("MinWords=\"40\"", "MinWords=\"50\"", StringComparison.Ordinal));

        BuildResult changed = _pipeline.Build();
        BuildResult after = _pipeline.Build();

        changed.Stages.Should().StartWith("check").And.NotContain("ingest").And.EndWith("report");
        after.Starts.Should().BeEmpty();
    }

    [Fact]
    public void Pattern_that_matches_nothing_any_more_deletes_no_result()
    {
        _pipeline.Build().ExitCode.Should().Be(0);
        string project = File.ReadAllText(_pipeline.PathOf("demo.curateproj"));
        File.WriteAllText(_pipeline.PathOf("demo.curateproj"), project.Replace("data/books/", "data/boks/", StringComparison.Ordinal));

        _pipeline.Build();
        _pipeline.Build("-t:Clean");

        _pipeline.Has("work/dataset/part-00000.parquet").Should().BeTrue("what cost hours lies outside everything that MSBuild cleans");
    }
}
