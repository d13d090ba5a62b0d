using System.Text;

namespace DataCuration.CrashCampaign;

/// <summary>The processes that have to do with a work directory: the run and its probe workers, which all name it on their command lines. Linux.</summary>
internal static class WorkProcesses
{
    public static int[] Of(string work) => [.. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
        .Where(id => id > 0 && id != Environment.ProcessId && CommandLineOf(id).Contains(work, StringComparison.Ordinal))];

    /// <summary>Those that are still there after a while.</summary>
    public static async Task<int[]> OrphansOfAsync(string work)
    {
        for (int attempt = 0; attempt < 100 && Of(work).Length > 0; attempt++)
        {
            await Task.Delay(200);
        }

        return Of(work);
    }

    private static string CommandLineOf(int id)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline"));
        }
        catch (IOException)
        {
            // It ended.
            return "";
        }
    }
}
