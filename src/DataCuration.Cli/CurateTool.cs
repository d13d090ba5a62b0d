using System.CommandLine;
using DataCuration.Cli.Commands;
using DataCuration.Cli.Commands.ImageText;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>The command line: verbs, and one way to end for every kind of failure.</summary>
internal static class CurateTool
{
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken)
    {
        RootCommand root = CreateRoot(console);
        ParseResult parse = root.Parse(args);
        if (args.Length == 0)
        {
            parse = root.Parse("--help");
        }
        else if (parse.Errors.Count > 0)
        {
            Print(console, UsageProblems.Of(parse));
            return (int)ExitCode.Usage;
        }

        try
        {
            InvocationConfiguration configuration = new() { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException exception)
        {
            Print(console, exception.Diagnostics);
            return (int)exception.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Print(
                console,
                [Diagnostic.Error("DC3050", $"{exception.Message} Check the path, its permissions and the free space, then run again: finished work is kept.")]);
            return (int)ExitCode.Temporary;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            Print(
                console,
                [Diagnostic.Error("DC3099", "This is a defect of curate, not of your data. Please report it with the lines below and the recipe.")]);
            await console.Error.WriteLineAsync(exception.ToString()).ConfigureAwait(false);
            return (int)ExitCode.Failed;
        }
    }

    private static void Print(ToolConsole console, IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            console.Error.WriteLine(diagnostic.ToString());
        }
    }

    internal static RootCommand CreateRoot(ToolConsole console) => new("Curates shards of text into the training mix that is best for a compute budget.")
    {
        CheckCommand.Create(console),
        PlanCommand.Create(console),
        RunCommand.Create(console),
        SubmitCommand.Create(console),
        StatusCommand.Create(console),
        ExplainCommand.Create(console),
        WhatIfCommand.Create(console),
        DiffCommand.Create(console),
        ReportCommand.Create(console),
        VerifyCommand.Create(console),
        ExtractCommand.Create(console),
        LanguageCommand.Create(console),
        ScoreCommand.Create(console),
        CompatCommand.Create(console),
        FitCommand.Create(console),
        MixCommand.Create(console),
        ImageTextCommand.Create(console),
        DedupCommand.Create(console),
        DoctorCommand.Create(console),
        ProbeWorkerCommand.Create(console),
    };
}
