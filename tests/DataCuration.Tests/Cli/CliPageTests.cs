using System.CommandLine;
using System.Runtime.CompilerServices;
using DataCuration.Cli;

namespace DataCuration.Tests.Cli;

/// <summary>docs/cli.md names every verb and option, so that neither can be added or renamed without it.</summary>
public sealed class CliPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "cli.md"));

    private static readonly RootCommand Tool = CurateTool.CreateRoot(new ToolConsole(TextWriter.Null, TextWriter.Null));

    [Fact]
    public void Every_verb_has_a_section_with_an_example()
    {
        foreach (Command verb in Tool.Subcommands.Where(verb => !verb.Hidden))
        {
            Page.Should().Contain($"\n## {verb.Name}\n").And.Contain($"$ curate {verb.Name}");
        }
    }

    [Fact]
    public void Every_verb_of_a_verb_has_an_example()
    {
        foreach (Command verb in Tool.Subcommands.Where(verb => verb.Subcommands.Count > 0))
        {
            Page.Should().ContainAll(verb.Subcommands.Select(inner => $"$ curate {verb.Name} {inner.Name}"));
        }
    }

    [Fact]
    public void Every_option_is_named()
    {
        foreach (Option option in Verbs().SelectMany(verb => verb.Options).Where(option => option.Name != "--help"))
        {
            Page.Should().Contain(option.Name);
        }
    }

    [Fact]
    public void Options_are_long_only()
    {
        Verbs().SelectMany(verb => verb.Options).SelectMany(option => option.Aliases.Append(option.Name))
            .Should().OnlyContain(name => name.StartsWith("--"));
    }

    private static IEnumerable<Command> Verbs() => Tool.Subcommands.Where(verb => !verb.Hidden).SelectMany(verb => verb.Subcommands.Prepend(verb));

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
