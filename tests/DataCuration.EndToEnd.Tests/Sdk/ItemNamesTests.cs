namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class ItemNamesTests
{
    [Fact]
    public void Probe_and_ReferenceText_mean_the_step_and_the_evaluation_set_that_they_stand_for()
    {
        string spelled = RecipeOf("""
            <Curation Include="Probes" Model="p1" Epochs="1;2" UniqueTokens="5000" />
            <Evaluation Include="data/held-out.jsonl" Name="held" Weight="2" />
            """);
        string named = RecipeOf("""
            <Probe Include="p1" Epochs="1;2" UniqueTokens="5000" />
            <ReferenceText Include="data/held-out.jsonl" Name="held" Weight="2" />
            """);

        named.Should().Be(spelled).And.Contain("\"p1\"").And.Contain("\"held\"");
    }

    private static string RecipeOf(string items)
    {
        using PipelineFolder pipeline = new($"""
            <PropertyGroup><TrainingComputeBudget>3e19</TrainingComputeBudget></PropertyGroup>
            <ItemGroup>
              <Corpus Include="data/books/**/*.jsonl" />
              {items}
            </ItemGroup>
            """);
        BuildResult build = pipeline.Build();
        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.Should().Contain("probe");
        return File.ReadAllText(pipeline.PathOf("obj/demo.recipe.json"));
    }
}
