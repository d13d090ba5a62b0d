using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Tests.Deduplication;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class DedupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dedup_copies_what_stays_byte_by_byte_and_gives_what_leaves_its_twin()
    {
        SyntheticTexts texts = new(31);
        string[] original = texts.Words(120);
        string kept = $$"""{"url": "http://a/",  "text":"{{Join(original)}} and some more words", "n": 1.50}""";
        string near = $$"""{"text":"{{Join(original)}}","n":2}""";
        string other = $$"""{"text":"{{Join(texts.Words(120))}}","n":3}""";
        _folder.Write("in/a/one.jsonl", kept + "\n" + other + "\n");
        _folder.Write("in/b/two.jsonl", near + "\r\nno json\n");

        CurateRun run = await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--json");

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        Read("kept/a/one.jsonl").Should().Equal(kept, other);
        Read("kept/b/two.jsonl").Should().BeEmpty();
        JsonNode removed = JsonNode.Parse(Read("removed/b/two.jsonl").Should().ContainSingle().Subject)!;
        removed["n"]!.GetValue<int>().Should().Be(2);
        removed["duplicate"]!["kind"]!.GetValue<string>().Should().Be("minHash");
        removed["duplicate"]!["similarity"]!.GetValue<double>().Should().BeGreaterThan(0.75);
        removed["duplicate"]!["kept"]!["file"]!.GetValue<string>().Should().Be("a/one.jsonl");
        removed["duplicate"]!["kept"]!["position"]!.GetValue<long>().Should().Be(0);
        Read("quarantine.jsonl").Should().ContainSingle().Which.Should().Contain("DC1010").And.Contain("b/two.jsonl");
        run.Json["documents"]!.GetValue<long>().Should().Be(3);
        run.Json["quarantined"]!.GetValue<long>().Should().Be(1);
        Directory.Exists(Path.Combine(Output, ".sorting")).Should().BeFalse();
    }

    [Theory]
    [InlineData("substrings")]
    [InlineData("paragraphs")]
    [InlineData("lines")]
    public async Task Dedup_cuts_what_documents_share_and_names_the_twin(string method)
    {
        SyntheticTexts texts = new(77);
        string shared = Join(texts.Words(60));
        _folder.Write("in/a.jsonl", JsonSerializer.Serialize(new { text = "One alone.\n\n" + shared + "\n\nIts end.", n = 1 }) + "\n");
        _folder.Write("in/b.jsonl", JsonSerializer.Serialize(new { text = "Another.\n\n" + shared + "\n\nWith an end of its own.", n = 2 }) + "\n" + JsonSerializer.Serialize(new { text = shared, n = 3 }) + "\n");

        CurateRun run = await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--method", method, "--json");

        run.ExitCode.Should().Be(0, run.Error);
        JsonNode.Parse(Read("kept/a.jsonl").Single())!["text"]!.GetValue<string>().Should().Contain(shared);
        JsonNode kept = JsonNode.Parse(Read("kept/b.jsonl").Should().ContainSingle("nothing is left of the last document").Subject)!;
        kept["text"]!.GetValue<string>().Should().StartWith("Another.").And.EndWith("With an end of its own.").And.NotContain(shared);
        kept["n"]!.GetValue<int>().Should().Be(2);
        JsonNode[] removed = [.. Read("removed/b.jsonl").Select(line => JsonNode.Parse(line)!)];
        removed.Should().HaveCount(2).And.OnlyContain(span => span["text"]!.GetValue<string>().Trim() == shared && span["twin"]!["file"]!.GetValue<string>() == "a.jsonl");
        run.Json["spans"]!.GetValue<long>().Should().Be(2);
        run.Json["documentsRemoved"]!.GetValue<long>().Should().Be(1);
        Directory.Exists(Path.Combine(Output, ".sorting")).Should().BeFalse();
    }

    [Fact]
    public async Task Dedup_writes_the_same_bytes_for_any_number_of_threads_and_any_memory()
    {
        WriteCorpus(2000);
        string[] expected = [];
        foreach ((string jobs, string memory) in new[] { ("1", "8GB"), ("8", "256MiB"), ("2", "1GB") })
        {
            (await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--jobs", jobs, "--memory", memory)).ExitCode.Should().Be(0);
            string[] files = [.. Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            string[] contents = [.. files.Select(file => file + "\n" + File.ReadAllText(file))];
            expected = expected.Length == 0 ? contents : expected;

            contents.Should().Equal(expected);
            Directory.Delete(Output, recursive: true);
        }
    }

    [Fact]
    public async Task Dedup_that_would_wipe_a_source_stops_with_DC1074_and_writes_the_report_only()
    {
        // M7b.
        string[] template = new SyntheticTexts(32).Words(199);
        _folder.Write("in/good.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i => Line(new SyntheticTexts(i).Words(50), "good"))));
        _folder.Write("in/template.jsonl", string.Concat(Enumerable.Range(0, 200).Select(i => Line([.. template[..100], i.ToString(CultureInfo.InvariantCulture), .. template[100..]], "shop"))));
        string[] arguments = ["dedup", Path.Combine(_folder.Path, "in"), "--out", Output];

        CurateRun stopped = await CurateRun.Of(arguments);

        stopped.ExitCode.Should().Be(1);
        stopped.Error.Should().Contain("error DC1074").And.Contain("'shop'").And.NotContain("'good'");
        Directory.Exists(Path.Combine(Output, "kept")).Should().BeFalse();
        JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "summary.json")))!["largestClusters"]![0]!["texts"]!.AsArray().Should().HaveCount(3);

        CurateRun acknowledged = await CurateRun.Of([.. arguments, "--acknowledge", "shop"]);

        acknowledged.ExitCode.Should().Be(0);
        acknowledged.Error.Should().Contain("warning DC1073");
        Read("kept/good.jsonl").Should().HaveCount(20);

        (await CurateRun.Of([.. arguments, "--verify", "containment"])).ExitCode.Should().Be(0);
        Read("kept/template.jsonl").Should().HaveCountGreaterThan(198);
    }

    [Fact]
    public async Task Dedup_against_an_index_names_the_earlier_document_and_never_removes_it()
    {
        SyntheticTexts texts = new(33);
        string[] january = texts.Words(100), shared = texts.Words(100), february = texts.Words(100);
        _folder.Write("january/a.jsonl", Line(january, "web") + Line(shared, "web"));
        _folder.Write("february/b.jsonl", Line([.. shared, "longer", "than", "before"], "web") + Line(february, "web") + Line(shared, "web"));
        string index = Path.Combine(_folder.Path, "index");

        (await CurateRun.Of("dedup", Path.Combine(_folder.Path, "january"), "--out", Path.Combine(_folder.Path, "out1"), "--index", index)).ExitCode.Should().Be(0);
        CurateRun second = await CurateRun.Of("dedup", Path.Combine(_folder.Path, "february"), "--out", Output, "--index", index, "--json");

        second.Json["indexed"]!.GetValue<long>().Should().Be(2);
        Read("kept/b.jsonl").Should().ContainSingle().Which.Should().Contain(Join(february));
        JsonNode[] removed = [.. Read("removed/b.jsonl").Select(line => JsonNode.Parse(line)!)];
        removed.Should().HaveCount(2).And.OnlyContain(node => node["duplicate"]!["kept"]!["file"]!.GetValue<string>() == "a.jsonl");

        // A third run sees both months; the index has three documents.
        CurateRun third = await CurateRun.Of("dedup", Path.Combine(_folder.Path, "february"), "--out", Output, "--against", index, "--json", "--acknowledge", "*");
        third.Json["indexed"]!.GetValue<long>().Should().Be(3);
        third.Json["kept"]!.GetValue<long>().Should().Be(0);
    }

    [Fact]
    public async Task Dedup_with_other_settings_than_the_index_is_DC1075()
    {
        _folder.Write("in/a.jsonl", Line(new SyntheticTexts(34).Words(50), "web"));
        string index = Path.Combine(_folder.Path, "index");
        await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--index", index);

        CurateRun run = await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--against", index, "--preset", "nemo");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("DC1075").And.Contain("14x8").And.Contain("20x13");
    }

    [Theory]
    [InlineData("newest", "2024-05-01")]
    [InlineData("oldest", "2023-01-01")]
    [InlineData("highest:score", "2024-02-02")]
    [InlineData("lowest:score", "2023-01-01")]
    [InlineData("sources:b,a", "2024-02-02")]
    [InlineData("none", "")]
    public async Task Keep_chooses_the_copy(string rule, string expectedDate)
    {
        string text = Join(new SyntheticTexts(35).Words(50));
        _folder.Write(
            "in/x.jsonl",
            $$"""
            {"text":"{{text}}","date":"2023-01-01","score":1,"source":"a"}
            {"text":"{{text}}","date":"2024-02-02","score":3,"source":"b"}
            {"text":"{{text}}","date":"2024-05-01","score":2,"source":"a"}
            """);

        await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--keep", rule);

        Read("kept/x.jsonl").Select(line => JsonNode.Parse(line)!["date"]!.GetValue<string>())
            .Should().Equal(expectedDate.Length == 0 ? [] : [expectedDate]);
    }

    [Theory]
    [InlineData("source", 2)]
    [InlineData("snapshot", 2)]
    [InlineData("language", 3)]
    [InlineData("global", 1)]
    [InlineData("none", 3)]
    public async Task Scope_limits_what_is_compared(string scope, int expected)
    {
        string text = Join(new SyntheticTexts(36).Words(50));
        _folder.Write(
            "in/x.jsonl",
            $$"""
            {"text":"{{text}}","date":"2024-01-09","language":"en","source":"a"}
            {"text":"{{text}}","date":"2024-01-20","language":"de","source":"b"}
            {"text":"{{text}}","date":"2024-02-01","language":"fr","source":"a"}
            """);

        await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--scope", scope);

        Read("kept/x.jsonl").Should().HaveCount(expected);
    }

    [Fact]
    public async Task Dedup_to_parquet_can_be_read_as_input_again()
    {
        WriteCorpus(50);

        (await CurateRun.Of("dedup", Path.Combine(_folder.Path, "in"), "--out", Output, "--format", "parquet")).ExitCode.Should().Be(0);
        CurateRun again = await CurateRun.Of("dedup", Path.Combine(Output, "kept"), "--out", Path.Combine(_folder.Path, "again"), "--json");

        again.Json["documents"]!.GetValue<long>().Should().Be(40);
        again.Json["removed"]!.GetValue<long>().Should().Be(0);
    }

    [Fact]
    public async Task Curve_prints_what_the_settings_find()
    {
        CurateRun run = await CurateRun.Of("dedup", "--curve");

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("14 bands of 8 rows").And.Contain("0.685").And.Contain("0.80    0.9235");
    }

    [Theory]
    [InlineData("DC2055", "missing.jsonl", "--out", "o")]
    [InlineData("DC2055", "--out", "o")]
    [InlineData("DC2067", "{in}", "--out", "o", "--preset", "finewebb")]
    [InlineData("DC2230", "{in}", "--out", "o", "--preset", "datatrove/0.10", "--rows", "9")]
    [InlineData("DC2231", "{in}", "--out", "o", "--keep", "datatrove")]
    [InlineData("DC2231", "{in}", "--out", "o", "--preset", "datatrove/0.10", "--verify", "signature", "--keep", "datatrove")]
    [InlineData("DC2068", "{in}")]
    [InlineData("DC2068", "{in}", "--out", "o", "--against", "i", "--index", "i")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "substrings", "--rows", "8")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "lines", "--min-length", "1")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "lines", "--keep", "newest")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "paragraphs", "--format", "parquet")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "substrings", "--scope", "source")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "paragraphs", "--snap", "word")]
    [InlineData("DC2068", "{in}", "--out", "o", "--method", "bff", "--remove", "all")]
    [InlineData("DC2068", "{in}", "--out", "o", "--remove", "all")]
    [InlineData("DC1070", "{in}", "--out", "o", "--keep", "best")]
    [InlineData("DC2053", "{in}", "--out", "o", "--jobs", "0")]
    public async Task A_wrong_argument_is_an_error_with_a_code(string code, params string[] arguments)
    {
        string input = _folder.Write("in/x.jsonl", "{\"text\":\"a\"}\n");

        CurateRun run = await CurateRun.Of(["dedup", .. arguments.Select(argument => argument.Replace("{in}", input, StringComparison.Ordinal))]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(code);
    }

    private static string Join(string[] words) => string.Join(' ', words);

    private static string Line(string[] words, string source) => JsonSerializer.Serialize(new { text = Join(words), source }) + "\n";

    /// <summary>Four files; every fifth document is an edited copy of another.</summary>
    private void WriteCorpus(int documents)
    {
        SyntheticTexts texts = new(37);
        List<string[]> all = [];
        for (int i = 0; i < documents; i++)
        {
            all.Add(i % 5 == 4 ? texts.Edited(all[i / 2 / 5 * 5], 0.004) : texts.Words(60));
        }

        for (int file = 0; file < 4; file++)
        {
            _folder.Write($"in/{file}.jsonl", string.Concat(all.Where((_, i) => i % 4 == file).Select(words => Line(words, $"s{file}"))));
        }
    }

    private string[] Read(string file) => File.ReadAllLines(Path.Combine(Output, file));
}
