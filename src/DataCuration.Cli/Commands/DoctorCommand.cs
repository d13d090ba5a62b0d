using System.CommandLine;
using System.Runtime.Intrinsics;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Native;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate doctor</c>: the machine, and what each missing piece costs.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<bool> json = new("--json") { Description = "Print the facts as JSON." };
        Option<string> work = new("--work") { Description = "Where work directories will lie; its disk is examined.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        Command command = new("doctor", "Examines the machine: cores, memory, disk, native libraries, GPU, and what each missing piece costs.") { json, work };
        command.SetAction(async (parse, cancellationToken) =>
        {
            List<DoctorFinding> findings = [.. Machine(), Disk(parse.GetValue(work)!)];
            TorchFacts torch = await TorchDoctor.ExamineAsync(SelfCommand.ProbeWorker, cancellationToken).ConfigureAwait(false);
            findings.AddRange(Torch(torch));
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(findings, ToolJson.Options));
            }
            else
            {
                foreach (DoctorFinding finding in findings)
                {
                    console.Output.WriteLine($"{(finding.IsGood ? "ok  " : "miss")} {finding.Name}: {finding.Value}{(finding.Cost is null ? "" : ". " + finding.Cost)}");
                }
            }

            return (int)(torch.IsUsable ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static IEnumerable<DoctorFinding> Machine()
    {
        yield return new DoctorFinding("cores", $"{Environment.ProcessorCount}", true, null);
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        yield return new DoctorFinding("memory", Amounts.Bytes(memory), memory >= 2L << 30, memory >= 2L << 30 ? null : "Below 2 GiB stages run one part at a time");
        string simd = Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits or none";
        yield return new DoctorFinding("vector unit", simd, Vector256.IsHardwareAccelerated, Vector256.IsHardwareAccelerated ? null : "Signatures take several times as long");
    }

    private static DoctorFinding Disk(string folder)
    {
        DriveInfo drive = new(Path.GetFullPath(folder));
        bool isEnough = drive.AvailableFreeSpace >= 5L << 30;
        return new DoctorFinding("disk", $"{Amounts.Bytes(drive.AvailableFreeSpace)} free at {Path.GetFullPath(folder)}", isEnough, isEnough ? null : "A work directory needs about twice the size of the decompressed text");
    }

    private static IEnumerable<DoctorFinding> Torch(TorchFacts torch)
    {
        yield return torch.IsUsable
            ? new DoctorFinding("libtorch", $"{torch.LibTorchVersion} from {torch.Runtime?.LibraryDirectory}", true, null)
            : new DoctorFinding("libtorch", $"{torch.Code}: {torch.Reason}", false, "Without it there are no probes, so no law and no mix; everything up to the pools works");
        yield return torch.CudaDeviceCount > 0
            ? new DoctorFinding("gpu", $"{torch.CudaDeviceCount} CUDA devices", true, null)
            : new DoctorFinding("gpu", "none", false, "Probes train on the CPU: rungs up to p1 are practical, which ranks pools but says less about large models");
    }
}
