using System.Text.Json.Nodes;
using DataCuration.Cli;

namespace DataCuration.Tests.Cli;

/// <summary>What the tool returned and wrote, run in this process.</summary>
internal sealed record CurateRun(int ExitCode, string Output, string Error)
{
    public static async Task<CurateRun> Of(params string[] arguments)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = await CurateTool.RunAsync(arguments, new ToolConsole(TextWriter.Synchronized(output), TextWriter.Synchronized(error)), CancellationToken.None);
        return new CurateRun(exitCode, output.ToString(), error.ToString());
    }

    public JsonNode Json => JsonNode.Parse(Output)!;
}
