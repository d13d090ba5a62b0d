using System.Text.Json.Nodes;

namespace DataCuration.Tests.Cli;

public sealed class WhatIfCommandTests(SmallWork small) : IClassFixture<SmallWork>
{
    [Fact]
    public async Task Looser_rule_brings_the_short_document_back_and_says_which_rule_dropped_it()
    {
        CurateRun run = await CurateRun.Of("whatif", small.Work, "--set", "quality.rules.gopherQuality.minWords=1", "--set", "quality.rules.gopherQuality.minStopWords=0", "--set", "quality.rules.gopherQuality.minAlphabeticWordRatio=0", "--json");

        run.ExitCode.Should().Be(0, run.Error);
        JsonNode documents = run.Json["documents"]!;
        documents["all"]!.GetValue<int>().Should().Be(6);
        documents["keptBefore"]!.GetValue<int>().Should().Be(4);
        documents["keptAfter"]!.GetValue<int>().Should().Be(5);
        documents["returned"]!.GetValue<int>().Should().Be(1);
        JsonNode example = run.Json["examples"]!.AsArray().Single()!;
        example["rule"]!.GetValue<string>().Should().Be("gopherQuality.minWords");
        example["value"]!.GetValue<double>().Should().Be(2);
        example["isKeptAfter"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Stricter_rule_drops_all_and_a_copy_counts_by_the_rule_not_as_a_copy()
    {
        CurateRun run = await CurateRun.Of("whatif", small.Work, "--set", "quality.rules.gopherQuality.minWords=100000", "--set", "quality.rules.gopherQuality.maxWords=200000", "--json");

        Rule(run, "deduplicate.keep").Should().Be((1, 0));
        Rule(run, "gopherQuality.minWords").Should().Be((1, 6));
        run.Json["documents"]!["keptAfter"]!.GetValue<int>().Should().Be(0);
        run.Json["documents"]!["lost"]!.GetValue<int>().Should().Be(4);
    }

    [Fact]
    public async Task Answer_is_what_the_run_then_does()
    {
        string[] change = ["--set", "quality.rules.gopherQuality.minWords=150"];
        CurateRun asked = await CurateRun.Of(["whatif", small.Work, .. change, "--json"]);
        string copy = small.Work + ".copy";
        CurateRun done = await CurateRun.Of(["run", small.Recipe, "--work", copy, "--until", "pool", .. change]);

        done.ExitCode.Should().Be(0, done.Error);
        JsonNode pools = JsonNode.Parse(File.ReadAllText(Path.Combine(copy, "pools.json")))!;
        asked.Json["documents"]!["keptAfter"]!.GetValue<long>().Should().Be(pools["pools"]!.AsArray().Sum(pool => pool!["documents"]!.GetValue<long>()));
        asked.Json["documents"]!["tokensAfter"]!.GetValue<double>().Should().Be(pools["pools"]!.AsArray().Sum(pool => pool!["tokens"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Text_names_counts_rules_sources_and_examples()
    {
        CurateRun run = await CurateRun.Of("whatif", small.Work, "--set", "quality.rules.gopherQuality.minWords=1", "--set", "quality.rules.gopherQuality.minStopWords=0", "--set", "quality.rules.gopherQuality.minAlphabeticWordRatio=0");

        run.Output.Should().Contain("kept 4 -> 5 (+25.0 %) of 6 documents").And.Contain("gopherQuality.minWords").And.Contain("source web").And.Contain("returns");
    }

    [Theory]
    [InlineData("deduplicate.exact.normalise=\"none\"", "DC2065")]
    [InlineData("seed=7", "DC2065")]
    [InlineData("quality.rules.gopherQuality.minWord=7", "DC2002")]
    public async Task What_columns_cannot_answer_is_refused(string assignment, string code)
    {
        CurateRun run = await CurateRun.Of("whatif", small.Work, "--set", assignment);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(code);
    }

    [Fact]
    public async Task Work_directory_without_columns_is_refused()
    {
        string work = small.Work + ".ingested";
        await CurateRun.Of("run", small.Recipe, "--work", work, "--until", "ingest");

        CurateRun run = await CurateRun.Of("whatif", work, "--set", "quality.rules.gopherQuality.minWords=1");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("DC3047").And.Contain("metrics");
    }

    private static (long Before, long After) Rule(CurateRun run, string name)
    {
        JsonNode rule = run.Json["rules"]!.AsArray().Single(rule => rule!["name"]!.GetValue<string>() == name)!;
        return (rule["before"]!.GetValue<long>(), rule["after"]!.GetValue<long>());
    }
}
