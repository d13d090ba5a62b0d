using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.ImageText;

namespace DataCuration.Cli.Commands.ImageText;

/// <summary><c>curate image-text uids FILES</c>: checks uid files and compares them.</summary>
internal static class UidsCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string[]> files = new("files") { Description = "Uid files (.npy).", Arity = ArgumentArity.OneOrMore };
        Option<string?> intersection = new("--intersection") { Description = "Write the uids that are in every file here, each once.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Command command = new("uids", "Checks uid files: type, order, repetitions, and what they have in common.") { files, intersection, json };
        command.SetAction((parse, cancellationToken) =>
        {
            UidComparison comparison = UidComparison.Read(InputFile.Existing(parse.GetRequiredValue(files)), parse.GetValue(intersection), cancellationToken);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(comparison, ToolJson.Options));
                return Task.FromResult((int)ExitCode.Done);
            }

            foreach (UidFileContent file in comparison.Files)
            {
                console.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{file.File}: {file.Entries:N0} entries, {file.DistinctSamples:N0} different samples, each up to {file.MostCopies:N0} times"));
            }

            if (comparison.Files.Count > 1)
            {
                console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in all files {comparison.InAll:N0}, in any {comparison.InAny:N0} different samples"));
            }

            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
