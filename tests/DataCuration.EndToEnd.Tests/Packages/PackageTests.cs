using System.Text.Json.Nodes;

namespace DataCuration.EndToEnd.Tests.Packages;

/// <summary>
/// From an empty folder and a feed to a curated dataset, as a user would from nuget.org. Packing compiles ahead and compresses libtorch, minutes on two
/// cores, so this runs only where CURATE_TEST_PACKAGES is set.
/// </summary>
public sealed class PackageTests
{
    private const long MegaByte = 1_000_000;

    [Fact]
    public void Packages_of_a_local_feed_give_a_curated_dataset_and_working_tools()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CURATE_TEST_PACKAGES")), "CURATE_TEST_PACKAGES is not set: packing takes minutes.");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "The packages that are compiled ahead are made for linux-x64.");
        using PackageConsumer user = new();
        Succeed(user.Pack());
        new FileInfo(Path.Combine(user.Feed, $"DataCuration.Tool.linux-x64.{PackageConsumer.Version}.nupkg")).Length.Should().BeLessThan(40 * MegaByte);
        new FileInfo(Path.Combine(user.Feed, $"DataCuration.Sdk.{PackageConsumer.Version}.nupkg")).Length.Should().BeLessThan(MegaByte / 5);

        Succeed(user.Dotnet(".", "new", "install", $"DataCuration.Templates@{PackageConsumer.Version}"));
        Succeed(user.Dotnet(".", "new", "curation", "--name", "Demo"));
        string build = Succeed(user.Dotnet("Demo", "build"));

        build.Should().Contain("Demo -> ").And.Contain("probes done").And.Contain("Build succeeded.");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(user.PathOf("Demo/bin/Debug/dataset/manifest.json")))!;
        manifest["name"]!.GetValue<string>().Should().Be("Demo");
        Directory.GetFiles(user.PathOf("Demo/bin/Debug/dataset"), "*.parquet").Should().NotBeEmpty();
        File.Exists(user.PathOf("Demo/bin/Debug/report/index.html")).Should().BeTrue();
        File.Exists(user.PathOf("Demo/work/law.json")).Should().BeTrue();
        Directory.Exists(user.PathOf("packages/torchsharp")).Should().BeFalse("libtorch comes with curate-probe and nowhere else");

        string again = Succeed(user.Dotnet("Demo", "build"));
        again.Should().NotContain("curate: ", "a second build starts no tool");

        Succeed(user.Dotnet(".", "new", "curation-image-text", "--name", "Images", "--samples", "20000"));
        Succeed(user.Dotnet("Images", "build")).Should().Contain("Images -> ").And.Contain("20,000 entries");

        ToolsWork(user);
    }

    private static void ToolsWork(PackageConsumer user)
    {
        Succeed(user.Dotnet(".", "new", "tool-manifest"));
        Succeed(user.Dotnet(".", "tool", "install", "DataCuration.Tool", "--version", PackageConsumer.Version));
        Succeed(user.Dotnet(".", "curate", "--version")).Should().StartWith(PackageConsumer.Version);

        // Run without being installed; finds curate-probe, and in it libtorch, beside itself in the package folder.
        JsonNode findings = JsonNode.Parse(Succeed(user.Dotnet(".", "tool", "exec", $"DataCuration.Tool@{PackageConsumer.Version}", "--yes", "--", "doctor", "--json")))!;
        JsonNode torch = findings.AsArray().Single(finding => finding!["name"]!.GetValue<string>() == "libtorch")!;
        torch["isGood"]!.GetValue<bool>().Should().BeTrue(torch.ToJsonString());
        torch["value"]!.GetValue<string>().Should().Contain("datacuration.probetool.linux-x64");

        Succeed(user.Dotnet(".", "tool", "install", "--tool-path", user.PathOf("tools"), "DataCuration.Tool", "--version", PackageConsumer.Version));
        Succeed(user.Dotnet(".", "tool", "install", "--tool-path", user.PathOf("tools"), "DataCuration.ProbeTool", "--version", PackageConsumer.Version));
        File.Exists(user.PathOf("tools/curate")).Should().BeTrue();
        File.Exists(user.PathOf("tools/curate-probe")).Should().BeTrue();
    }

    private static string Succeed((int ExitCode, string Output) result)
    {
        result.ExitCode.Should().Be(0, result.Output);
        return result.Output;
    }
}
