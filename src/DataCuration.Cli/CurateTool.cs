using System.CommandLine;
using System.CommandLine.Parsing;
using DataCuration.Cli.Commands;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>The command line: verbs, and one way to end for every kind of failure.</summary>
internal static class CurateTool
{
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken)
    {
        RootCommand root = CreateRoot(console);
        ParseResult parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            foreach (ParseError error in parse.Errors)
            {
                await console.Error.WriteLineAsync($"curate: error DC2050: {error.Message} `curate {parse.CommandResult.Command.Name} --help` lists the options.").ConfigureAwait(false);
            }

            return (int)ExitCode.Usage;
        }

        try
        {
            InvocationConfiguration configuration = new() { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException exception)
        {
            foreach (Diagnostic diagnostic in exception.Diagnostics)
            {
                await console.Error.WriteLineAsync(diagnostic.ToString()).ConfigureAwait(false);
            }

            return (int)exception.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(Diagnostic.Error("DC3050", $"{exception.Message} Check the path, its permissions and the free space, then run again: finished work is kept.").ToString()).ConfigureAwait(false);
            return (int)ExitCode.Temporary;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await console.Error.WriteLineAsync(Diagnostic.Error("DC3099", "This is a defect of curate, not of your data. Please report it with the lines below and the recipe.").ToString()).ConfigureAwait(false);
            await console.Error.WriteLineAsync(exception.ToString()).ConfigureAwait(false);
            return (int)ExitCode.Failed;
        }
    }

    private static RootCommand CreateRoot(ToolConsole console) => new("Curates shards of text into the training mix that is best for a compute budget.")
    {
        CheckCommand.Create(console),
        PlanCommand.Create(console),
        RunCommand.Create(console),
        StatusCommand.Create(console),
        ExplainCommand.Create(console),
        ReportCommand.Create(console),
        VerifyCommand.Create(console),
        FitCommand.Create(console),
        MixCommand.Create(console),
        DoctorCommand.Create(console),
        ProbeWorkerCommand.Create(console),
    };
}
