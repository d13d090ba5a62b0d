using System.CommandLine;
using System.Runtime.InteropServices;
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

            // A terminal and a service manager signal the whole group. The run decides what its workers do: it saves, closes their input, and they end.
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
            return Task.FromResult((int)ProbeWorker.Run(passed, console.Output, lifeline, cancellationToken));
        });
        return command;
    }
}
