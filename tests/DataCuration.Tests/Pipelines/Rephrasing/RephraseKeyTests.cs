using System.Collections.Concurrent;
using System.Text;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Rephrasing.Generation;
using static DataCuration.Tests.Pipelines.Rephrasing.LetterServer;

namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>The key is in the header of each call and nowhere else.</summary>
public sealed class RephraseKeyTests : LetterTests
{
    [Fact]
    public async Task Key_is_in_no_file_and_no_output()
    {
        const string Variable = "DATACURATION_STAGE_KEY";
        const string Key = "sk-stage-9876543210";
        Environment.SetEnvironmentVariable(Variable, Key);
        ConcurrentBag<string> processes = [];
        await using ScriptedServer server = await RephraserAsync(() => processes.Add(ProcessArguments()));

        CurateRun run = await RunAsync(server, "\"easy\"", "--set", $"rephrase.apiKeyVariable=\"{Variable}\"");

        Environment.SetEnvironmentVariable(Variable, null);
        run.ExitCode.Should().Be(0, run.Error);
        server.Authorizations.Should().OnlyContain(value => value == "Bearer " + Key);
        (run.Output + run.Error).Should().NotContain(Key);
        Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories).Should().OnlyContain(file => !File.ReadAllText(file).Contains(Key));
        processes.Should().NotBeEmpty().And.OnlyContain(arguments => !arguments.Contains(Key));
    }

    /// <summary>The arguments of this process and of all others that can be seen while a request is under way; a worker that got the key on its command line would show it.</summary>
    private static string ProcessArguments()
    {
        StringBuilder all = new(string.Join('\n', Environment.GetCommandLineArgs()));
        foreach (string folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)) : [])
        {
            try
            {
                all.Append('\n').Append(File.ReadAllText(Path.Combine(folder, "cmdline")));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        return all.ToString();
    }
}
