namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>The SDK as a package in a feed on disk: <c>Project Sdk="DataCuration.Sdk"</c>, with the fake tool, so that only the SDK is packed.</summary>
public sealed class PackageFormTests
{
    private const string Version = "0.1.0-form";

    [Fact]
    public void Project_that_names_the_packed_sdk_restores_and_builds()
    {
        using PipelineFolder folder = new();
        BuildResult packed = folder.Run(
            $"pack \"{Readme.Root}/src/DataCuration.Sdk\" --no-build -c {PipelineFolder.Configuration} -o feed -nologo -p:PackageVersion={Version}");
        packed.ExitCode.Should().Be(0, packed.Output);
        folder.Write("nuget.config", """<configuration><packageSources><clear /><add key="local" value="feed" /></packageSources><config><add key="globalPackagesFolder" value="packages" /></config></configuration>""");
        folder.Write("global.json", $$"""{ "msbuild-sdks": { "DataCuration.Sdk": "{{Version}}" } }""");
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write("demo.curateproj", """
            <Project Sdk="DataCuration.Sdk">
              <ItemGroup><Corpus Include="data/books/**/*.jsonl" /></ItemGroup>
            </Project>
            """);
        string tool = PipelineFolder.Tools.Split(' ')[1];

        BuildResult build = folder.Run($"build -nologo -tl:off -nodeReuse:false {tool}");
        BuildResult where = folder.Run("build -getProperty:CurationToolAssembly -getProperty:CurationHelpDirectory");

        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().StartWith("check").And.EndWith("report");
        folder.Has($"packages/datacuration.sdk/{Version}/errors/DC2100.md").Should().BeTrue("codes link to pages of the package");
        where.Output.Should().Contain($"packages/datacuration.sdk/{Version}/errors/")
            .And.MatchRegex($@"packages/datacuration\.tool\.[a-z0-9-]+/{Version}/tools/net10\.0/", "the package folder is written without a slash at its end");
    }
}
