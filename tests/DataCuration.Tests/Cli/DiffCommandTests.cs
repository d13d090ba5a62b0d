using System.Text.Json.Nodes;

namespace DataCuration.Tests.Cli;

public sealed class DiffCommandTests(TwoWorks works) : IClassFixture<TwoWorks>
{
    [Fact]
    public async Task Work_does_not_differ_from_a_second_run_of_its_recipe()
    {
        CurateRun run = await CurateRun.Of("diff", works.Before, works.Again, "--json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Json["isEqual"]!.GetValue<bool>().Should().BeTrue(run.Output);
        run.Json["inputs"]!["same"]!.GetValue<int>().Should().Be(2);
        (await CurateRun.Of("diff", works.Before, works.Again)).Output.Should().Contain("no difference");
    }

    [Fact]
    public async Task Stricter_rule_is_named_with_the_documents_that_leave_and_why()
    {
        CurateRun run = await CurateRun.Of("diff", works.Before, works.Strict, "--json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Json["isEqual"]!.GetValue<bool>().Should().BeFalse();
        JsonNode option = run.Json["recipe"]!.AsArray().Single()!;
        option["path"]!.GetValue<string>().Should().Be("quality.rules.gopherQuality.minWords");
        (option["before"]!.GetValue<string>(), option["after"]!.GetValue<string>()).Should().Be(("20", "130"));
        JsonNode documents = run.Json["documents"]!;
        (documents["keptBefore"]!.GetValue<int>(), documents["keptAfter"]!.GetValue<int>()).Should().Be((4, 3));
        (documents["left"]!.GetValue<int>(), documents["returned"]!.GetValue<int>()).Should().Be((1, 0));
        documents["droppedOtherwise"]!.GetValue<int>().Should().Be(1, "the copy is too short now, and not compared");
        JsonNode reason = documents["reasons"]!.AsArray().Single()!;
        (reason["rule"]!.GetValue<string>(), reason["left"]!.GetValue<int>()).Should().Be(("gopherQuality.minWords", 1));
        JsonNode example = documents["examples"]!.AsArray().Single()!;
        example["kind"]!.GetValue<string>().Should().Be("left");
        (example["value"]!.GetValue<double>(), example["threshold"]!.GetValue<double>()).Should().Be((120, 130));
        CurateRun explained = await CurateRun.Of("explain", works.Strict, example["id"]!.GetValue<string>());
        explained.Output.Should().Contain("dropped").And.Contain("gopherQuality.minWords 120");
        run.Json["stages"]!.AsArray().Select(stage => stage!["stage"]!.GetValue<string>()).Should().Equal("pools", "dataset", "manifest");
        run.Json["pools"]!.AsArray().Single()!["after"]!["documents"]!.GetValue<int>().Should().Be(3);
    }

    [Fact]
    public async Task Sides_turned_around_tell_what_comes_back()
    {
        JsonNode there = (await CurateRun.Of("diff", works.Before, works.Strict, "--json")).Json["documents"]!;
        JsonNode back = (await CurateRun.Of("diff", works.Strict, works.Before, "--json")).Json["documents"]!;

        (back["left"]!.GetValue<int>(), back["returned"]!.GetValue<int>()).Should().Be((0, 1));
        JsonNode example = back["examples"]!.AsArray().Single()!;
        example["kind"]!.GetValue<string>().Should().Be("returned");
        example["pool"]!.GetValue<string>().Should().Be("web");
        example["rule"]!.GetValue<string>().Should().Be("gopherQuality.minWords");
        example["id"]!.GetValue<string>().Should().Be(there["examples"]!.AsArray().Single()!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Text_names_option_stage_reason_documents_and_pool()
    {
        CurateRun run = await CurateRun.Of("diff", works.Before, works.Strict);

        run.Output.Should().Contain("  recipe   quality.rules.gopherQuality.minWords: 20 -> 130\n").And.Contain("  stage    pools: in 6, out 4 -> 3, dropped 2 -> 3, quarantined 0\n")
            .And.Contain("             gopherQuality.minWords: 1 -> 3\n").And.Contain("  kept     4 -> 3 documents: 1 leave, 1 are dropped by other rules\n")
            .And.Contain("  because  gopherQuality.minWords: 1 leave, 0 come back\n").And.Contain("left: dropped; gopherQuality.minWords 120, threshold 130\n")
            .And.Contain("  pool     web: 4 -> 3 documents, ").And.Contain("  dataset  4 -> 3 documents; 1 of 2 files have the same bytes\n");
        (await CurateRun.Of("diff", works.Before, works.Strict, "--examples", "0")).Output.Should().NotContain("  example");
    }

    [Fact]
    public async Task Side_without_pools_is_compared_as_far_as_it_got()
    {
        string ingested = Path.Combine(works.Folder, "ingested");
        await CurateRun.Of("run", works.Recipe, "--work", ingested, "--until", "ingest");

        CurateRun run = await CurateRun.Of("diff", works.Before, ingested, "--json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Json["documents"].Should().BeNull();
        run.Json["stages"]!.AsArray().Single(stage => stage!["stage"]!.GetValue<string>() == "pools")!["after"].Should().BeNull();
    }

    [Fact]
    public async Task Folder_that_is_no_work_directory_and_a_negative_count_are_refused()
    {
        CurateRun folder = await CurateRun.Of("diff", works.Before, works.Folder);
        CurateRun count = await CurateRun.Of("diff", works.Before, works.Before, "--examples", "-1");

        (folder.ExitCode, count.ExitCode).Should().Be((2, 2));
        folder.Error.Should().Contain("DC3042");
        count.Error.Should().Contain("DC2053");
    }

    [Fact]
    public async Task Damaged_result_is_named()
    {
        string damaged = Path.Combine(works.Folder, "damaged");
        await works.RunAsync(damaged);
        string pools = Path.Combine(damaged, "pools.json");
        File.WriteAllText(pools, File.ReadAllText(pools)[..20]);

        CurateRun run = await CurateRun.Of("diff", works.Before, damaged);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("DC2120").And.Contain("pools.json");
    }
}
