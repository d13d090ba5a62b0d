using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace DataCuration.EndToEnd.Tests.Cli;

/// <summary>Bad input is counted, located and explained; it never crashes the run and never vanishes.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Sentence = "The quick brown fox jumps over the lazy dog and runs into the deep forest with all of its friends. ";

    private readonly string _folder = Directory.CreateTempSubdirectory("curate-bad-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Truncated_gzip_keeps_the_readable_records_and_quarantines_the_rest_with_an_offset()
    {
        byte[] whole = Gzip(Lines(200));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "shard.jsonl.gz"), whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);

        (CurateResult run, JsonElement ingest) = await IngestAsync("shard.jsonl.gz", maxBadRecords: 10);

        run.ExitCode.Should().Be(0, run.ToString());
        ingest.GetProperty("quarantined").GetInt64().Should().BeGreaterThan(0);
        ingest.GetProperty("out").GetInt64().Should().BeGreaterThan(0);
        AddsUp(ingest);
    }

    [Fact]
    public async Task Broken_json_and_invalid_utf8_are_quarantined_and_their_neighbours_kept()
    {
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(Lines(3))];
        bytes.AddRange("{\"text\": \"cut in the mid\n"u8);
        bytes.AddRange([.. "{\"text\": \""u8, 0xFF, 0xFE, .. "\"}\n"u8]);
        bytes.AddRange(Encoding.UTF8.GetBytes(Lines(2)));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "shard.jsonl"), bytes.ToArray(), TestContext.Current.CancellationToken);

        (CurateResult run, JsonElement ingest) = await IngestAsync("shard.jsonl", maxBadRecords: 10);

        run.ExitCode.Should().Be(0, run.ToString());
        ingest.GetProperty("quarantined").GetInt64().Should().Be(2);
        AddsUp(ingest);
    }

    [Fact]
    public async Task Parquet_file_without_the_text_column_is_quarantined_and_names_the_column_and_the_file()
    {
        File.Copy(Path.Combine(SmallCorpus.QuickstartData(), "novels", "novels-1.parquet"), Path.Combine(_folder, "shard.parquet"));

        (CurateResult run, _) = await IngestAsync("shard.parquet", maxBadRecords: 0, fields: """{ "text": "body" }""");

        run.ExitCode.Should().NotBe(0, run.ToString());
        run.Error.Should().Contain("shard.parquet").And.Contain("body").And.MatchRegex("DC1[0-9]{3}");
    }

    [Fact]
    public async Task More_bad_records_than_allowed_fails_with_DC1090_and_names_the_shard()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "shard.jsonl"), Lines(3) + "no json\n", TestContext.Current.CancellationToken);

        (CurateResult run, _) = await IngestAsync("shard.jsonl", maxBadRecords: 0);

        run.ExitCode.Should().Be(1, run.ToString());
        run.Error.Should().Contain("DC1090").And.Contain("shard.jsonl");
    }

    [Fact]
    public async Task Empty_file_is_quarantined_and_a_run_without_any_document_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "shard.jsonl"), "", TestContext.Current.CancellationToken);

        (CurateResult run, _) = await IngestAsync("shard.jsonl", maxBadRecords: 10);

        run.ExitCode.Should().Be(65, run.ToString());
        run.Error.Should().Contain("DC1092");
    }

    [Fact]
    public async Task Recipe_with_three_mistakes_gets_three_diagnostics_at_once()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "recipe.jsonc"), """
            {
              "name": "three",
              "sources": [ { "name": "web", "files": ["missing/*.jsonl"] } ],
              "qualty": { },
              "pools": { "edges": [0, 0.9, 0.5, 1] },
              "mix": { "budget": -5 }
            }
            """, TestContext.Current.CancellationToken);

        CurateResult check = await CurateProcess.RunAsync("check", Path.Combine(_folder, "recipe.jsonc"));

        check.ExitCode.Should().Be(2, check.ToString());
        check.Error.Should().Contain("recipe.jsonc(4,").And.Contain("'quality'").And.Contain("recipe.jsonc(5,").And.Contain("recipe.jsonc(6,");
    }

    private static string Lines(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(new { text = $"Document {i}. " + string.Concat(Enumerable.Repeat(Sentence, 5)) }) + "\n"));

    private static byte[] Gzip(string text)
    {
        using MemoryStream buffer = new();
        using (GZipStream gzip = new(buffer, CompressionLevel.NoCompression))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    private static void AddsUp(JsonElement counts) =>
        counts.GetProperty("in").GetInt64().Should().Be(
            counts.GetProperty("out").GetInt64() + counts.GetProperty("dropped").GetInt64() + counts.GetProperty("quarantined").GetInt64());

    private async Task<(CurateResult Run, JsonElement Ingest)> IngestAsync(string file, int maxBadRecords, string fields = "{}")
    {
        string recipe = Path.Combine(_folder, "recipe.jsonc");
        await File.WriteAllTextAsync(recipe, $$"""
            { "name": "bad", "maxBadRecords": {{maxBadRecords}}, "sources": [ { "name": "web", "files": ["{{file}}"], "fields": {{fields}} } ] }
            """, TestContext.Current.CancellationToken);
        string work = Path.Combine(_folder, "work");
        CurateResult run = await CurateProcess.RunAsync("run", recipe, "--work", work, "--until", "ingest");
        string folder = Path.Combine(work, "state", "done", "ingest");
        string? record = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).SingleOrDefault() : null;
        JsonElement counts = record is null
            ? default
            : JsonDocument.Parse(await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken)).RootElement.GetProperty("counts").Clone();
        return (run, counts);
    }
}
