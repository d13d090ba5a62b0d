using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DataCuration.Tests.Cli;

public sealed partial class ErrorPageTests
{
    public static TheoryData<string> Codes => new(
        Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => path.Contains("/Recipes/", StringComparison.Ordinal) || path.Contains("/DataCuration.Cli/", StringComparison.Ordinal))
            .SelectMany(path => Code().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_of_recipes_and_the_command_line_has_a_page(string code)
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "errors", code + ".md"));

        page.Should().StartWith($"# {code}: ").And.Contain("**What to do.**");
    }

    [GeneratedRegex("\"(DC\\d{4})\"")]
    private static partial Regex Code();

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
