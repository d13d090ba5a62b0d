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
