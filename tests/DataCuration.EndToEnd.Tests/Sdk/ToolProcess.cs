using System.Diagnostics;
using System.Globalization;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>The curate that a build has started, found by its command line (Linux). It is halted when found, so that it is surely at work when something happens to its build.</summary>
internal sealed class ToolProcess
{
    private readonly int _id;

    private ToolProcess(int id) => _id = id;

    /// <summary>Waits for a process whose command line has all the words, and halts it.</summary>
    public static async Task<ToolProcess> HaltAsync(params string[] words)
    {
        while (true)
        {
            foreach (string folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                string[] line = CommandLineOf(folder);
                if (line is ["dotnet" or [.., 'd', 'o', 't', 'n', 'e', 't'], "exec", ..] && words.All(line.Contains))
                {
                    ToolProcess tool = new(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                    Signal("STOP", tool._id);
                    return tool;
                }
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets it go on, and waits until it has ended by itself.</summary>
    public async Task ContinueToItsEndAsync()
    {
        Signal("CONT", _id);
        while (CommandLineOf($"/proc/{_id}").Length > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets it go on.</summary>
    public void Continue() => Signal("CONT", _id);

    public static void Signal(string name, int id)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{id}"]);
        kill.WaitForExit();
    }

    // Empty for a process that has ended, even when nobody has collected it yet.
    private static string[] CommandLineOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
