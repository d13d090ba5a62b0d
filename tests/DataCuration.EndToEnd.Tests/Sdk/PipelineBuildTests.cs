using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class PipelineBuildTests
{
    private static readonly string[] AllStages = ["check", "ingest", "score", "deduplicate", "pool", "probe", "fit", "mix", "materialise", "report"];

    [Fact]
    public void First_build_runs_every_stage_and_publishes_the_view()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build("-p:CurationJobs=3 -p:CurationMemory=2GB");

        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().Equal(AllStages);
        build.Starts[1].Should().Be(
            $"run {pipeline.PathOf("obj/demo.recipe.json")} --work {pipeline.PathOf("work")} --until ingest --log-format msbuild "
            + $"--stop-file {pipeline.PathOf("obj/curation/stop")} --jobs 3 --memory 2GB");
        build.Output.Should().Contain("ingest: 3 documents, 0.1 s").And.Contain($"demo -> {pipeline.PathOf("bin/Debug/report/index.html")}");
        pipeline.Has("bin/Debug/dataset/part-00000.parquet").Should().BeTrue();
    }

    [Fact]
    public void Second_build_starts_no_tool_until_a_shard_is_touched()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build();

        BuildResult second = pipeline.Build("-v:n");
        pipeline.Write("data/books/two.jsonl", "{} ");
        BuildResult third = pipeline.Build();

        second.Starts.Should().BeEmpty();
        second.Output.Should().Contain("Skipping target \"Ingest\"").And.Contain("demo -> ");
        third.Stages.Should().Equal(AllStages[1..]);
    }

    [Fact]
    public void New_budget_starts_at_the_mix()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build();

        BuildResult build = pipeline.Build("-p:TrainingComputeBudget=4e19");

        build.Stages.Should().Equal("check", "mix", "materialise", "report");
    }

    [Fact]
    public void Work_directory_that_was_deleted_is_made_again()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build();
        Directory.Delete(pipeline.PathOf("work"), recursive: true);

        BuildResult build = pipeline.Build();

        build.Stages.Should().Equal(AllStages);
    }

    [Fact]
    public void Stage_target_stops_there()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build("-t:Deduplicate");

        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().Equal("check", "ingest", "score", "deduplicate");
    }

    [Fact]
    public void Pipeline_without_probes_skips_probes_law_and_mix()
    {
        using PipelineFolder pipeline = new("""<ItemGroup><Corpus Include="data/books/*.jsonl" /></ItemGroup>""");

        BuildResult build = pipeline.Build();

        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().Equal("check", "ingest", "score", "deduplicate", "pool", "materialise", "report");
    }

    [Fact]
    public void Design_time_build_does_nothing()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build("-p:DesignTimeBuild=true -p:BuildingProject=false");

        build.ExitCode.Should().Be(0, build.Output);
        build.Starts.Should().BeEmpty();
        pipeline.Has("obj/demo.recipe.json").Should().BeFalse();
    }

    [Fact]
    public void Graph_build_in_isolation_works()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build("-t:Restore");

        BuildResult build = pipeline.Build("-graph -isolate");

        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().Equal(AllStages);
    }

    [Fact]
    public void Clean_keeps_the_work_directory_and_CleanCuration_removes_it()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build();

        pipeline.Build("-t:Clean");

        pipeline.Has("work/dataset").Should().BeTrue();
        pipeline.Has("obj/demo.recipe.json").Should().BeFalse();
        pipeline.Has("obj/curation").Should().BeFalse();
        pipeline.Has("bin/Debug/dataset").Should().BeFalse();
        pipeline.Has("bin/Debug/report").Should().BeFalse();

        pipeline.Build("-t:CleanCuration");

        pipeline.Has("work").Should().BeFalse();
    }

    [Fact]
    public void Clean_after_a_failed_first_build_removes_what_it_left()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build(behaviour: "score=diagnose").ExitCode.Should().Be(1);

        BuildResult clean = pipeline.Build("-t:Clean");

        clean.ExitCode.Should().Be(0, clean.Output);
        pipeline.Has("obj/demo.recipe.json").Should().BeFalse();
        pipeline.Has("obj/curation").Should().BeFalse();
    }

    [Fact]
    public void GetCuratedShards_returns_the_parts_with_metadata()
    {
        using PipelineFolder pipeline = new();
        pipeline.Build();

        BuildResult build = pipeline.Build("-getTargetResult:GetCuratedShards");

        JsonNode shard = JsonNode.Parse(build.Output)!["TargetResults"]!["GetCuratedShards"]!["Items"]![0]!;
        shard["FullPath"]!.GetValue<string>().Should().Be(pipeline.PathOf("bin/Debug/dataset/part-00000.parquet"));
        shard["Pipeline"]!.GetValue<string>().Should().Be("demo");
        shard["Format"]!.GetValue<string>().Should().Be("parquet");
        shard["Manifest"]!.GetValue<string>().Should().Be(pipeline.PathOf("bin/Debug/dataset/manifest.json"));
    }

    [Fact]
    public void Interrupted_build_lets_the_tool_save()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // No SIGINT to send; Ctrl+C takes the same path there.
        }

        Assert.SkipWhen(InterruptSignal.IsIgnored, InterruptSignal.WhyIgnored);
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build(behaviour: "probe=wait", onLine: (line, id) =>
        {
            if (line.Contains("waiting for the stop file", StringComparison.Ordinal))
            {
                using Process kill = Process.Start("kill", ["-INT", $"{id}"]);
                kill.WaitForExit();
            }
        });

        build.ExitCode.Should().NotBe(0);
        File.ReadAllText(pipeline.PathOf("work/saved")).Should().Be("stopped");
    }
}
