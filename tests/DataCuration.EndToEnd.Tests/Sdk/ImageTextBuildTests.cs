using DataCuration.EndToEnd.Tests.Cli;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>An image-text project, built with a real <c>dotnet build</c> against the real tool, on the sample of the repository.</summary>
public sealed class ImageTextBuildTests
{
    private static readonly string Data = Path.Combine(Readme.Root, "pipelines/image-text/data");
    private static readonly string RealTool = $"-p:CurationToolAssembly={CurateProcess.ToolPath}";

    [Fact]
    public void Project_ends_in_a_subset_and_a_second_build_does_nothing_until_a_setting_changes()
    {
        using PipelineFolder pipeline = new(Body("<TrainingSamples>10000</TrainingSamples>", $"""<LearningCurve Include="{Data}/learning-curves.csv" From="2000" />"""));

        BuildResult first = pipeline.Build(RealTool);
        byte[] subset = File.ReadAllBytes(pipeline.PathOf("bin/Debug/subset.npy"));
        BuildResult second = pipeline.Build(RealTool);
        BuildResult longer = pipeline.Build(RealTool + " -p:TrainingSamples=20000");
        byte[] longerSubset = File.ReadAllBytes(pipeline.PathOf("bin/Debug/subset.npy"));

        first.ExitCode.Should().Be(0, first.Output);
        first.Output.Should().Contain("66 measurements of 4 training runs on 4 pools").And.Contain($"demo -> {pipeline.PathOf("bin/Debug/subset.npy")}");
        subset.Should().HaveCount(128 + (16 * 10_000));
        second.Output.Should().Contain("demo -> ").And.NotContain("training runs on").And.NotContain("entries");
        longer.Output.Should().Contain("entries").And.Contain("2E+04 tokens").And.NotContain("training runs on");
        longerSubset.Should().HaveCount(128 + (16 * 20_000));
    }

    [Fact]
    public void Project_without_curves_ends_with_the_pools_and_says_what_is_next()
    {
        using PipelineFolder pipeline = new(Body("", ""));

        BuildResult build = pipeline.Build(RealTool);

        build.ExitCode.Should().Be(0, build.Output);
        build.Output.Should().Contain($"demo -> {pipeline.PathOf("work/pools/pools.json")}").And.Contain("Train on each pool");
        pipeline.Has("work/pools/q4.npy").Should().BeTrue();
        pipeline.Has("work/law.json").Should().BeFalse();
    }

    [Fact]
    public void Unknown_kind_is_DC2139()
    {
        using PipelineFolder pipeline = new("<PropertyGroup><CurationKind>Images</CurationKind></PropertyGroup>");

        BuildResult build = pipeline.Build(RealTool);

        build.ExitCode.Should().NotBe(0);
        build.Output.Should().Contain("error DC2139");
    }

    private static string Body(string properties, string items) => $"""
          <PropertyGroup><CurationKind>ImageText</CurationKind>{properties}</PropertyGroup>
          <ItemGroup>
            <Corpus Include="{Data}/metadata/*.parquet" />
            <Curation Include="Pools" Edges="0;0.1;0.2;0.3;0.4" />
            {items}
          </ItemGroup>
        """;
}
