using System.Text.Json;
using DataCuration.EndToEnd.Tests.Cli;

namespace DataCuration.EndToEnd.Tests.Batch;

/// <summary>A night's run over new shards under the decisions of an earlier run: <see cref="WholeRun"/> is that run.</summary>
public sealed class FrozenDecisionsTests(WholeRun earlier)
{
    [Fact]
    public async Task New_shard_is_judged_as_that_day_and_nothing_is_trained()
    {
        string work = earlier.Other("night");
        string recipe = WriteRecipe("night.jsonc", $"\"frozen\": {JsonSerializer.Serialize(earlier.Work)},", addsShard: true);

        CurateResult run = await CurateProcess.RunAsync("run", recipe, "--work", work, "--set", WholeRun.Bound);

        run.ExitCode.Should().BeOneOf([0, 3, 4], run.ToString());
        Directory.Exists(Path.Combine(work, "probes")).Should().BeFalse("the law is taken over");
        Read(work, "state/classifier/model.bin").Should().Equal(Read(earlier.Work, "state/classifier/model.bin"));
        (JsonElement then, JsonElement now) = (Json(earlier.Work, "pools.json"), Json(work, "pools.json"));
        JsonElement[] old = [.. then.GetProperty("pools").EnumerateArray()];
        JsonElement[] pools = [.. now.GetProperty("pools").EnumerateArray()];
        pools.Select(pool => pool.GetProperty("name").GetString()).Should().Equal(old.Select(pool => pool.GetProperty("name").GetString()));
        now.GetProperty("documents").GetInt64().Should().BeGreaterThan(then.GetProperty("documents").GetInt64());
        pools[0].GetProperty("minScore").GetDouble().Should().BeGreaterThanOrEqualTo(old[0].GetProperty("minScore").GetDouble());
        pools[1].GetProperty("maxScore").GetDouble().Should().BeLessThan(old[0].GetProperty("minScore").GetDouble());
        Json(work, "mix.json").GetProperty("budgetTokens").GetDouble().Should().Be(Json(earlier.Work, "mix.json").GetProperty("budgetTokens").GetDouble());
        Directory.Exists(Path.Combine(work, "dataset")).Should().BeTrue();
    }

    [Fact]
    public async Task Without_new_shards_the_dataset_s_pools_are_those_of_the_earlier_run()
    {
        string work = earlier.Other("same");
        string recipe = WriteRecipe("same.jsonc", $"\"frozen\": {JsonSerializer.Serialize(earlier.Work)},", addsShard: false);

        CurateResult run = await CurateProcess.RunAsync("run", recipe, "--work", work, "--set", WholeRun.Bound, "--until", "pool");

        run.ExitCode.Should().Be(0, run.ToString());
        // Quantile pools share the documents at an edge by hash; here no two documents have one score.
        File.ReadAllText(Path.Combine(work, "pools.json")).Should().Be(File.ReadAllText(Path.Combine(earlier.Work, "pools.json")));
    }

    [Fact]
    public async Task Folder_without_a_run_other_pools_and_no_classifier_are_told_before_anything_is_read()
    {
        string recipe = WriteRecipe("bad.jsonc", "", addsShard: false);
        string empty = Directory.CreateDirectory(earlier.Other("empty")).FullName;

        (await CurateProcess.RunAsync("check", recipe, "--set", "frozen=" + empty)).Error.Should().Contain("DC2260").And.Contain("DC2262");
        (await CurateProcess.RunAsync("check", recipe, "--set", "frozen=" + earlier.Work, "--set", "pools.by=source")).Error.Should().Contain("DC2261");
        (await CurateProcess.RunAsync("run", recipe, "--work", earlier.Work, "--set", "frozen=" + earlier.Work)).Error.Should().Contain("DC2260").And.Contain("this very run");
        File.WriteAllText(Path.Combine(empty, "pools.json"), "{\"by\": 3");
        (await CurateProcess.RunAsync("check", recipe, "--set", "frozen=" + empty)).Error.Should().Contain("DC2260").And.NotContain("DC3099");
    }

    private string WriteRecipe(string name, string option, bool addsShard)
    {
        string folder = Path.GetDirectoryName(earlier.Recipe)!;
        string text = File.ReadAllText(earlier.Recipe).Replace("\"name\": \"small\",", $"\"name\": \"small\", {option}", StringComparison.Ordinal);
        if (addsShard)
        {
            string shard = Path.Combine(folder, "plain-2.jsonl");
            File.WriteAllLines(shard, File.ReadLines(Path.Combine(folder, "good-0.jsonl")).Take(5).Select(line => line.Replace(" the ", " a ", StringComparison.Ordinal)));
            text = text.Replace("\"plain-1.jsonl\"", "\"plain-1.jsonl\", \"plain-2.jsonl\"", StringComparison.Ordinal);
        }

        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static byte[] Read(string work, string name) => File.ReadAllBytes(Path.Combine(work, name));

    private static JsonElement Json(string work, string name) => JsonDocument.Parse(Read(work, name)).RootElement;
}
