using System.CommandLine;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Native;

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
        Command command = new("doctor", "Examines the machine: cores, memory, disk, native libraries, GPU, and what each missing piece costs.") { json, work };
        command.SetAction(async (parse, cancellationToken) =>
        {
            TorchFacts torch = await TorchDoctor.ExamineAsync(SelfCommand.ProbeWorker, cancellationToken).ConfigureAwait(false);
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
