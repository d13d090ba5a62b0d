using System.IO.Compression;
using System.Text.Json.Nodes;
using DataCuration.Tests.Quality.Golden;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class CompatCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_agrees_with_datatroves_own_decisions_reasons_numbers_and_hashes()
    {
        // The golden file holds texts and decisions; the decisions are read from it as well.
        string golden = Path.Combine(GoldenDocuments.Folder, "datatrove-0.10-open.jsonl.gz");

        CurateRun run = await CurateRun.Of("compat", "verify", golden, "--against", golden, "--rules", "datatrove/0.10", "--json");

        run.ExitCode.Should().Be(0, run.Output);
        JsonNode report = run.Json;
        report["documents"]!.GetValue<long>().Should().Be(130);
        Dictionary<string, long> compared = report["checks"]!.AsArray().ToDictionary(check => check!["check"]!.GetValue<string>(), check => check!["compared"]!.GetValue<long>());
        compared.Should().ContainKeys("gopherQuality", "gopherRepetition", "c4", "c4AllLines", "fineWeb", "words_sha1", "sentences_sha1", "c4_sha1", "text.tokenCount");
        compared["gopherQuality"].Should().Be(130);
    }

    [Fact]
    public async Task Verify_shows_the_first_differences_with_values()
    {
        string documents = _folder.Write("in.jsonl", """
            {"id": "a", "text": "Just a few words."}
            {"id": "b", "text": "Just a few words."}
            {"id": "c", "text": "Just a few words."}
            """);
        string decisions = _folder.Write("decisions.jsonl", """
            {"id": "a", "kept": true}
            {"id": "b", "kept": false, "reason": "gopher_short_doc", "n_words": 5}
            {"id": "d", "gopher_quality": [false, "gopher_long_doc"]}
            """);

        CurateRun run = await CurateRun.Of("compat", "verify", documents, "--against", decisions, "--rules", "datatrove/0.10");

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("2 documents compared").And.Contain("all").And.Contain("theirs kept")
            .And.Contain("gopher_short_doc (gopherQuality.wordCount 4 < 50)").And.Contain("1 documents without a decision, 1 decisions without a document");
    }

    [Fact]
    public async Task Verify_compares_addresses_with_lists_wherever_the_address_stands()
    {
        string documents = _folder.Write("in.jsonl", """
            {"id": "a", "text": "x", "url": "http://www.casino.co.uk/"}
            {"id": "b", "text": "x", "metadata": {"url": "http://fine.org/xxx"}}
            {"id": "c", "text": "x", "metadata": {"url": "http://fine.org/"}}
            """);
        string decisions = _folder.Write("decisions.jsonl", """
            {"id": "a", "url": [false, "domain"]}
            {"id": "b", "url": [false, "hard_blacklisted"]}
            {"id": "c", "url": [true, null]}
            """);
        string lists = Path.GetDirectoryName(_folder.Write("lists/domains", "# comment\ncasino.co.uk\n"))!;
        _folder.Write("lists/banned_words.txt", "xxx\n");

        CurateRun run = await CurateRun.Of("compat", "verify", documents, "--against", decisions, "--rules", "datatrove/0.10", "--url-lists", lists, "--json");

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        run.Json["checks"]!.AsArray().Single()!.ToJsonString().Should().Be("""{"check":"url","compared":3,"differing":0}""");
    }

    [Fact]
    public async Task Line_that_is_no_decision_is_DC1060()
    {
        string documents = _folder.Write("in.jsonl", "{\"id\": \"a\", \"text\": \"x\"}\n");
        string decisions = _folder.Write("decisions.jsonl.gz", "");
        using (GZipStream gzip = new(File.Create(decisions), CompressionLevel.Fastest))
        {
            gzip.Write("{\"id\": \"a\"}\n{\"kept\": true}\n"u8);
        }

        CurateRun run = await CurateRun.Of("compat", "verify", documents, "--against", decisions);

        run.ExitCode.Should().Be(65);
        run.Error.Should().Contain("(2,1): error DC1060").And.Contain("it has no 'id'");
    }

    [Fact]
    public async Task Verify_compares_Dolmas_attribute_files()
    {
        string documents = _folder.Write("dolma.jsonl", """{"id": "a", "text": "one two # three"}""");
        string attributes = _folder.Write("attributes.jsonl", """
            {"id": "a", "attributes": {"x__gopher_v1__word_count": [[0, 15, 4]], "x__gopher_v1__symbol_to_word_ratio": [[0, 15, 0.5]], "x__other__word_count": [[0, 15, 9]]}}
            """);

        CurateRun run = await CurateRun.Of("compat", "verify", documents, "--against", attributes, "--rules", "dolma");

        run.ExitCode.Should().Be(1);
        run.Output.Should().MatchRegex(@"dolma\.wordCount +1 compared +0 differ").And.MatchRegex(@"dolma\.symbolRatio +1 compared +1 differ");
    }
}
