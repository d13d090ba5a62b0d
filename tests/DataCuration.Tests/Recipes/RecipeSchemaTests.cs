using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

public sealed class RecipeSchemaTests
{
    private static readonly XDocument Comments = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "DataCuration.Documents.xml"));

    /// <summary>Run with CURATE_UPDATE_FILES=1 to write the file anew.</summary>
    [Fact]
    public void Published_schema_is_the_one_that_the_reader_checks()
    {
        string path = Path.Combine(RepositoryRoot(), "docs", "recipe.schema.json");
        string schema = RecipeSchema.ToJson(Describe);
        if (Environment.GetEnvironmentVariable("CURATE_UPDATE_FILES") == "1")
        {
            File.WriteAllText(path, schema);
        }

        File.ReadAllText(path).Should().Be(schema);
    }

    [Fact]
    public void Schema_states_ranges_defaults_names_and_what_is_required()
    {
        JsonNode schema = JsonNode.Parse(RecipeSchema.ToJson())!;

        schema["required"]!.AsArray().Select(name => (string)name!).Should().Equal("name", "sources");
        schema["additionalProperties"]!.GetValue<bool>().Should().BeFalse();
        schema["$defs"]!["MinHashOptions"]!["properties"]!["threshold"]!.ToJsonString().Should().Be("""{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.75}""");
        schema["$defs"]!["MinHashOptions"]!["properties"]!["verify"]!.ToJsonString().Should().Be("""{"enum":["none","signature","shingle","containment"],"default":"signature"}""");
        schema["$defs"]!["MixOptions"]!["properties"]!["law"]!["enum"]!.ToJsonString().Should().Be("""["qqt-ed"]""");
        schema["$defs"]!["MixOptions"]!["properties"]!["modelParameters"]!["type"]!.ToJsonString().Should().Be("""["number","null"]""");
    }

    private static string? Describe(PropertyInfo property)
    {
        string name = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        XElement summary = Comments.Descendants("member").Single(member => (string?)member.Attribute("name") == name).Element("summary")!;
        string text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => CamelCase(((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword"))!.Split('.')[^1]),
            XElement element => element.Value,
            _ => ((XText)node).Value,
        }));
        return Regex.Replace(text, @"\s+", " ").Trim();
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
