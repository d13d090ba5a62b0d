using System.CommandLine;
using DataCuration.Probes.Worker;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate probe-worker</c>: the child process that trains a probe; started by <c>run</c>, not by people.</summary>
internal static class ProbeWorkerCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string[]> arguments = new("arguments") { Arity = ArgumentArity.ZeroOrMore };
        Command command = new("probe-worker", "Trains one probe; started by run.") { arguments };
        command.Hidden = true;
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parse, cancellationToken) =>
        {
            string[] passed = [.. parse.GetValue(arguments) ?? [], .. parse.UnmatchedTokens];
            using Stream lifeline = Console.OpenStandardInput();
            return Task.FromResult((int)ProbeWorker.Run(passed, console.Output, lifeline, cancellationToken));
        });
        return command;
    }
}
