using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DataCuration.Formats.Parquet;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>The card and the Croissant metadata beside a dataset.</summary>
public sealed class DatasetDescriptionTests(SmallWork small) : IClassFixture<SmallWork>
{
    private string Dataset => Path.Combine(small.Work, "dataset");

    private JsonNode Croissant => JsonNode.Parse(File.ReadAllText(Path.Combine(Dataset, "croissant.json")))!;

    [Fact]
    public void Croissant_names_every_part_with_its_length_and_hash()
    {
        JsonNode[] files = [.. Croissant["distribution"]!.AsArray().Where(item => item!["@type"]!.GetValue<string>() == "cr:FileObject")!];
        string[] parts = [.. Directory.EnumerateFiles(Dataset, "*.parquet").Order(StringComparer.Ordinal)];

        files.Select(file => file["contentUrl"]!.GetValue<string>()).Should().Equal(parts.Select(path => Path.GetFileName(path)));
        files.Select(file => file["sha256"]!.GetValue<string>()).Should().Equal(parts.Select(path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))));
        files.Select(file => file["contentSize"]!.GetValue<string>()).Should().Equal(parts.Select(path => $"{new FileInfo(path).Length} B"));
    }

    [Fact]
    public async Task Croissant_fields_are_the_columns_of_the_parts()
    {
        JsonNode records = Croissant["recordSet"]!.AsArray().Single()!;
        string[] columns = [.. records["field"]!.AsArray().Select(field => field!["source"]!["extract"]!["column"]!.GetValue<string>())];

        string part = Directory.EnumerateFiles(Dataset, "*.parquet").First();
        (await ColumnFile.ReadAsync(part, null, TestContext.Current.CancellationToken)).Columns.Select(column => column.Name).Prepend("id").Should().Equal(columns);
        records["key"]!["@id"]!.GetValue<string>().Should().Be("documents/id");
    }

    [Fact]
    public void Croissant_says_what_it_conforms_to()
    {
        Croissant["conformsTo"]!.GetValue<string>().Should().Be("http://mlcommons.org/croissant/1.0");
        Croissant["@type"]!.GetValue<string>().Should().Be("sc:Dataset");
        Croissant["name"]!.GetValue<string>().Should().Be("small");
        Croissant["description"]!.GetValue<string>().Should().StartWith("4 documents, ");
    }

    [Fact]
    public void Card_opens_with_front_matter() =>
        File.ReadAllText(Path.Combine(Dataset, "README.md")).Should().StartWith(
            "---\npretty_name: \"small\"\nlicense: other\nlicense_name: those-of-the-sources\ntask_categories:\n- text-generation\nsize_categories:\n- n<1K\n"
            + "tags:\n- datacuration\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: \"*.parquet\"\n---\n# small\n");

    [Fact]
    public async Task Card_of_the_recipe_gives_what_Croissant_requires_and_the_hub_reads()
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);
        string[] settings =
        [
            "output.card.description=Old books.", "output.card.license=CC-BY-4.0", "output.card.creator=A library", "output.card.url=https://example.org/small",
            "output.card.datePublished=2026-05-01", """output.card.languages=["en", "pt-BR"]""",
        ];

        CurateRun run = await CurateRun.Of(
            ["run", Path.Combine(folder.Path, "small.json"), "--work", Path.Combine(folder.Path, "work"), "--until", "materialise", .. settings.SelectMany(setting => new[] { "--set", setting })]);

        run.ExitCode.Should().Be(0, run.Error);
        JsonObject croissant = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "work/dataset/croissant.json")))!.AsObject();
        // Croissant 1.0, "Dataset-level information", properties marked as required.
        foreach (string required in (string[])["@context", "@type", "conformsTo", "description", "license", "name", "url", "creator", "datePublished"])
        {
            croissant.Should().ContainKey(required);
        }

        croissant["license"]!.GetValue<string>().Should().Be("https://spdx.org/licenses/CC-BY-4.0.html");
        croissant["creator"]!["name"]!.GetValue<string>().Should().Be("A library");
        croissant["url"]!.GetValue<string>().Should().Be("https://example.org/small");
        croissant["datePublished"]!.GetValue<string>().Should().Be("2026-05-01");
        croissant["inLanguage"]!.ToJsonString().Should().Be("""["en","pt-BR"]""");
        croissant["description"]!.GetValue<string>().Should().Be("Old books.");
        File.ReadAllText(Path.Combine(folder.Path, "work/dataset/README.md")).Should()
            .StartWith("---\npretty_name: \"small\"\nlicense: \"cc-by-4.0\"\nlanguage:\n- \"en\"\n- \"pt-BR\"\ntask_categories:\n")
            .And.Contain("# small\n\nOld books.\n\nBy A library, 2026-05-01, <https://example.org/small>.\n\n4 documents, ");
    }

    [Theory]
    [InlineData("url=example.org")]
    [InlineData("datePublished=May 2026")]
    [InlineData("license=see the web site")]
    [InlineData("languages=[\"english language\"]")]
    public async Task Card_in_the_wrong_form_is_DC2142(string setting)
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);

        CurateRun run = await CurateRun.Of("check", Path.Combine(folder.Path, "small.json"), "--set", "output.card." + setting);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("error DC2142: 'output.card." + setting.Split('=')[0]);
    }

    [Fact]
    public async Task Another_run_writes_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);
        string work = Path.Combine(folder.Path, "again");

        CurateRun run = await CurateRun.Of("run", Path.Combine(folder.Path, "small.json"), "--work", work, "--until", "materialise", "--jobs", "1");

        run.ExitCode.Should().Be(0, run.Error);
        foreach (string name in (string[])["croissant.json", "README.md"])
        {
            File.ReadAllText(Path.Combine(work, "dataset", name)).Should().Be(File.ReadAllText(Path.Combine(Dataset, name)));
        }
    }
}
