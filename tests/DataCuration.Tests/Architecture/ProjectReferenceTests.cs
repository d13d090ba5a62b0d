using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace DataCuration.Tests.Architecture;

/// <summary>Arrows run one way: Documents, then the middle (which do not see each other), then Pipelines, then Cli. Sdk starts Cli and references nothing.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Documents"] = [],
        ["Formats"] = ["Documents"],
        ["Quality"] = ["Documents"],
        ["Deduplication"] = ["Documents"],
        ["Rephrasing"] = ["Documents"],
        ["ScalingLaws"] = ["Documents"],
        ["Probes"] = ["Documents"],
        ["Storage"] = ["Documents"],
        ["Pipelines"] = ["Documents", "Formats", "Quality", "Deduplication", "Rephrasing", "ScalingLaws", "Probes"],
        ["Cli"] = ["Documents", "Pipelines", "Probes", "ScalingLaws", "Storage"],
        ["ProbeTool"] = ["Documents", "Probes"],
        ["Sdk"] = [],
        ["Templates"] = [],
    };

    public static TheoryData<string> Projects => new(SourceProjects().Select(Path.GetFileNameWithoutExtension).OfType<string>());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_only_what_the_arrows_allow(string project)
    {
        string path = SourceProjects().Single(candidate => Path.GetFileNameWithoutExtension(candidate) == project);

        IEnumerable<string> references = XDocument.Load(path)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))["DataCuration.".Length..]);

        references.Should().BeSubsetOf(Allowed[project["DataCuration.".Length..]]);
    }

    [Fact]
    public void Only_Probes_references_TorchSharp() => ProjectsWithPackage("TorchSharp").Should().Equal("DataCuration.Probes");

    [Fact]
    public void Only_Quality_references_Microsoft_ML()
    {
        ProjectsWithPackage("Microsoft.ML").Should().Equal("DataCuration.Quality");
        ProjectsWithPackage("Microsoft.ML.FastTree").Should().Equal("DataCuration.Quality");
    }

    [Fact]
    public void Only_Formats_references_Parquet() => ProjectsWithPackage("Parquet.Net").Should().Equal("DataCuration.Formats");

    [Theory]
    [InlineData("AWSSDK.S3")]
    [InlineData("AWSSDK.SecurityToken")]
    [InlineData("Azure.Identity")]
    [InlineData("Azure.Storage.Blobs")]
    public void Only_Storage_references_the_clouds(string package) => ProjectsWithPackage(package).Should().Equal("DataCuration.Storage");

    [Fact]
    public void Documents_and_ScalingLaws_reference_no_package() =>
        SourceProjects()
            .Where(path => Path.GetFileNameWithoutExtension(path) is "DataCuration.Documents" or "DataCuration.ScalingLaws")
            .SelectMany(path => XDocument.Load(path).Descendants("PackageReference"))
            .Should().BeEmpty();

    private static IEnumerable<string?> ProjectsWithPackage(string package) =>
        SourceProjects()
            .Where(path => XDocument.Load(path).Descendants("PackageReference").Any(reference => reference.Attribute("Include")!.Value == package))
            .Select(Path.GetFileNameWithoutExtension);

    private static IEnumerable<string> SourceProjects() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
