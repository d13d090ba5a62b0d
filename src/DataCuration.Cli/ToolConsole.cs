namespace DataCuration.Cli;

/// <summary>Where the tool writes: results to one writer, everything else to the other. Tests pass writers of their own.</summary>
internal sealed record ToolConsole(TextWriter Output, TextWriter Error);
