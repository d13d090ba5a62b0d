using System.Text.RegularExpressions;

namespace DataCuration.EndToEnd.Tests;

/// <summary>The README's code, so that tests run what a newcomer would type.</summary>
internal static partial class Readme
{
    /// <summary>The repository's root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The code blocks of a language, in order.</summary>
    public static IReadOnlyList<string> Blocks(string language) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Root, "README.md")))
            .Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value)];

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataCuration.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
