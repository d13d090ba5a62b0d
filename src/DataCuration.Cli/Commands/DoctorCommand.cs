using System.CommandLine;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Native;
using DataCuration.Probes.Worker;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate doctor</c>: the machine, and what each missing piece costs.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<bool> json = new("--json") { Description = "Print the facts as JSON." };
        Option<string> work = new("--work")
        {
            Description = "Where work directories will lie; its disk is examined.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        Option<string?> torchLib = RecipeOptions.CreateTorchLib();
        Command command = new("doctor", "Examines the machine: cores, memory, disk, native libraries, GPU, and what each missing piece costs.") { json, work, torchLib };
        command.SetAction(async (parse, cancellationToken) =>
        {
            WorkerCommand worker = SelfCommand.ProbeWorker with { TorchLibraryDirectory = parse.GetValue(torchLib) };
            TorchFacts torch = await TorchDoctor.ExamineAsync(worker, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<DoctorFinding> findings = [.. MachineFindings.Machine(), MachineFindings.Disk(parse.GetValue(work)!), MachineFindings.Torch(torch), MachineFindings.Gpu(torch)];
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(findings, ToolJson.Options));
            }
            else
            {
                foreach (DoctorFinding finding in findings)
                {
                    console.Output.WriteLine(
                        $"{(finding.IsGood ? "ok  " : "miss")} {finding.Name}: {finding.Value}{(finding.Cost is null ? "" : $" ({finding.Cost})")}");
                }
            }

            return (int)(torch.IsUsable ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }
}
