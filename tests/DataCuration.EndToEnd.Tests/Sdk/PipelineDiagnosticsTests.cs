namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class PipelineDiagnosticsTests
{
    [Fact]
    public void Diagnostics_of_the_tool_become_errors_and_warnings_of_the_build()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build(behaviour: "ingest=diagnose");

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain($"{pipeline.PathOf("obj/demo.recipe.json")}(2,5): curation error DC2001: The threshold is 7; it must be at most 1.")
            .And.Contain($"{pipeline.PathOf("demo.curateproj")} : curation warning DC1001: A shard {{0}} is empty.", "the tool's text is passed on as it is, whatever it holds")
            .And.NotContain("MSB6006");
        build.Stages.Should().Equal("check", "ingest");
    }

    [Fact]
    public void Error_log_goes_to_every_start_of_the_tool_and_to_none_unless_it_is_asked_for()
    {
        using PipelineFolder pipeline = new();

        pipeline.Build("-p:CurationErrorLog=curate.sarif").Starts.Should().HaveCountGreaterThan(3).And.OnlyContain(start => start.EndsWith(" --sarif curate.sarif", StringComparison.Ordinal));
        pipeline.Build("-p:CurationSeed=2").Starts.Should().NotBeEmpty().And.NotContain(start => start.Contains("--sarif", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, "warning DC2110", true)]
    [InlineData(4, "warning DC2111", true)]
    [InlineData(5, "warning DC2112", true)]
    [InlineData(65, "error DC2113", false)]
    [InlineData(75, "error DC2115", false)]
    [InlineData(143, "error DC2114", false)]
    public void Exit_code_says_whether_the_build_goes_on(int exitCode, string expected, bool goesOn)
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build(behaviour: $"mix={exitCode}");

        build.Output.Should().Contain(expected);
        (build.ExitCode == 0).Should().Be(goesOn);
        build.Stages.Last().Should().Be(goesOn ? "report" : "mix");
    }

    [Fact]
    public void Extrapolated_mix_fails_when_strict()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build("-p:CurationStrict=true", "mix=5");

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain("error DC2112");
    }

    [Fact]
    public void Misspelt_step_and_metadata_are_errors_at_the_project()
    {
        using PipelineFolder pipeline = new("""
            <ItemGroup>
              <Corpus Include="data/books/*.jsonl" TextFeild="body" />
              <Curation Include="MinHsh" />
              <Curation Include="GopherQuality" MinWord="3" />
            </ItemGroup>
            """);

        BuildResult build = pipeline.Build();

        build.ExitCode.Should().Be(1);
        build.Starts.Should().BeEmpty();
        string project = pipeline.PathOf("demo.curateproj");
        build.Output.Should().Contain($"{project} : curation error DC2100: Curation 'MinHsh' is no step. Did you mean 'MinHash'?")
            .And.Contain("error DC2101: Curation 'GopherQuality' has the metadata 'MinWord', which it does not know. Did you mean 'MinWords'?")
            .And.Contain("which it does not know. Did you mean 'TextField'?");
    }

    [Fact]
    public void Tool_that_is_not_there_is_DC2105()
    {
        using PipelineFolder pipeline = new();

        BuildResult build = pipeline.Build("-p:CurationToolAssembly=/nowhere/curate.dll");

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain("error DC2105: The tool '/nowhere/curate.dll'");
    }

    [Theory]
    [InlineData("CleanCuration", "CurationWorkDirectory")]
    [InlineData("Clean", "CurationOutputDirectory")]
    public void Directory_that_holds_the_project_is_DC2106(string target, string property)
    {
        using PipelineFolder pipeline = new();
        pipeline.Write("../neighbour/dataset/text", "mine");

        BuildResult build = pipeline.Build($"-t:{target} -p:{property}=..");

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain("error DC2106");
        pipeline.Has("demo.curateproj").Should().BeTrue();
        pipeline.Has("../neighbour/dataset/text").Should().BeTrue();
    }

    [Fact]
    public void Directory_that_no_run_has_made_is_DC2107_and_stays()
    {
        using PipelineFolder pipeline = new();
        pipeline.Write("../neighbour/text", "mine");

        BuildResult build = pipeline.Build("-t:CleanCuration -p:CurationWorkDirectory=../neighbour");

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain("error DC2107");
        pipeline.Has("../neighbour/text").Should().BeTrue();
    }

    [Fact]
    public void Work_directory_of_the_command_line_is_used_and_cleaned()
    {
        using PipelineFolder pipeline = new();

        pipeline.Build("-t:Ingest -p:CurationWorkDirectory=../elsewhere").ExitCode.Should().Be(0);

        pipeline.Has("../elsewhere/state").Should().BeTrue();
        pipeline.Build("-t:CleanCuration -p:CurationWorkDirectory=../elsewhere").ExitCode.Should().Be(0);
        pipeline.Has("../elsewhere").Should().BeFalse();
        pipeline.Has("data/books/two.jsonl").Should().BeTrue();
    }
}
