namespace DataCuration.Cli;

/// <summary>Where the tool writes: results to one writer, everything else to the other. Tests pass writers of their own.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Progress and diagnostics.</param>
/// <param name="IsErrorTerminal">True when someone watches the error writer on a terminal.</param>
internal sealed record ToolConsole(TextWriter Output, TextWriter Error, bool IsErrorTerminal = false);
