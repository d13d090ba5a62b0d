using System.Xml.Linq;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>The README's pipeline project builds.</summary>
public sealed class ReadmeProjectTests
{
    [Fact]
    public void Project_of_the_readme_builds_every_stage()
    {
        XElement project = XElement.Parse(Readme.Blocks("xml").Single());
        project.Attribute("Sdk")!.Value.Should().Be("DataCuration.Sdk");
        using PipelineFolder pipeline = new(string.Concat(project.Elements()));
        pipeline.Write("shards/2026/crawl.warc.gz", "");
        pipeline.Write("shards/books/one.parquet", "");
        pipeline.Write("held-out/reference.jsonl.gz", "");

        BuildResult build = pipeline.Build();

        build.ExitCode.Should().Be(0, build.Output);
        build.Stages.First().Should().Be("check");
        build.Stages.Should().Contain(["ingest", "score", "deduplicate", "pool", "probe", "fit", "mix", "materialise", "report"]);
        string recipe = File.ReadAllText(pipeline.PathOf("obj/demo.recipe.json"));
        recipe.Should().Contain("crawl.warc.gz").And.Contain("one.parquet").And.Contain("reference.jsonl.gz");
    }
}
