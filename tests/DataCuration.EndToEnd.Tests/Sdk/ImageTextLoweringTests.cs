using DataCuration.Sdk.Lowering;

namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class ImageTextLoweringTests
{
    [Fact]
    public void Each_stage_is_a_command_line_of_the_tool()
    {
        ImageTextSettings project = Project(Item("Pools", ("By", "score"), ("Edges", "0; 0.5"), ("Minimums", "a=1; b=2"))) with
        {
            LearningCurve = [Item("curves.csv", ("From", "25e6"))],
            Samples = "128e6",
            Passes = "4",
            Loss = "squared",
            Strict = "true",
            Seed = "7",
        };

        (IReadOnlyDictionary<string, IReadOnlyList<string>> arguments, IReadOnlyList<Problem> problems) = ImageTextLowering.Lower(project);

        problems.Should().BeEmpty();
        arguments.Keys.Should().Equal(ImageTextLowering.Stages);
        Line("pools").Should().Be("image-text pools /p/a.parquet --by score --edges 0, 0.5 --minimum a=1 --minimum b=2 --seed 7 --out /w/pools");
        Line("curves").Should().Be("image-text curves /p/curves.csv --pools /w/pools --from 25e6 --out /w/observations.csv");
        Line("fit").Should().Be("fit /w/observations.csv --loss squared --out /w/law.json");
        Line("mix").Should().Be("mix /w/law.json --tokens 128e6 --strict --out /w/mix.json");
        Line("subset").Should().Be("image-text subset --pools /w/pools --mix /w/mix.json --passes 4 --out /w/subset.npy");

        string Line(string stage) => string.Join(' ', arguments[stage]);
    }

    [Fact]
    public void Without_curves_there_are_pools_and_without_samples_a_law()
    {
        ImageTextSettings project = Project() with { Samples = "128e6" };

        ImageTextLowering.Lower(project).Arguments.Keys.Should().Equal("pools");
        ImageTextLowering.Lower(project with { Samples = "", LearningCurve = [Item("curves.csv")] }).Arguments.Keys.Should().Equal("pools", "curves", "fit");
    }

    [Fact]
    public void What_has_no_place_is_named_all_at_once()
    {
        ImageTextSettings project = Project(Item("Pools", ("Egdes", "0;1")), Item("MinHash"), Item("pools")) with
        {
            Corpus = [],
            LearningCurve = [Item("a.csv", ("Fron", "2")), Item("b.csv")],
            Foreign = ["TrainingComputeBudget"],
        };

        IReadOnlyList<Problem> problems = ImageTextLowering.Lower(project).Problems;

        problems.Select(problem => problem.Code).Should().BeEquivalentTo("DC2102", "DC2101", "DC2100", "DC2103", "DC2140", "DC2101", "DC2141");
        problems.Should().Contain(problem => problem.Message.EndsWith("Did you mean 'Edges'?", StringComparison.Ordinal))
            .And.Contain(problem => problem.Message.EndsWith("Did you mean 'From'?", StringComparison.Ordinal));
    }

    private static ImageTextSettings Project(params ProjectItem[] steps) => new() { WorkDirectory = "/w/", Corpus = [Item("a.parquet")], Curation = steps };

    private static ProjectItem Item(string name, params (string Name, string Value)[] metadata) =>
        new(name, "/p/" + name, "p", metadata.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase));
}
