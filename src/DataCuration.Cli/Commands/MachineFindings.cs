using System.Globalization;
using System.Runtime.Intrinsics;
using DataCuration.Cli.Display;
using DataCuration.Probes.Native;

namespace DataCuration.Cli.Commands;

/// <summary>What <c>curate doctor</c> looks at, and what it costs when a piece is missing.</summary>
internal static class MachineFindings
{
    private const long EnoughMemory = 2L << 30;
    private const long EnoughDisk = 5L << 30;

    public static IEnumerable<DoctorFinding> Machine()
    {
        yield return new DoctorFinding("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), true, null);

        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        yield return Find("memory", Amounts.Bytes(memory), memory >= EnoughMemory, "below 2 GiB a stage works on one part at a time");

        string vectors = Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : Vector128.IsHardwareAccelerated ? "128 bits" : "none";
        yield return Find("vector unit", vectors, Vector256.IsHardwareAccelerated, "MinHash signatures take several times as long");
    }

    /// <summary>The disk that a folder lies on, or will lie on.</summary>
    public static DoctorFinding Disk(string folder)
    {
        string path = Path.GetFullPath(folder);
        string existing = path;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        long free = new DriveInfo(existing).AvailableFreeSpace;
        return Find(
            "disk", $"{Amounts.Bytes(free)} free at {path}", free >= EnoughDisk,
            "a work directory takes about twice the size of the text; name another disk with --work");
    }

    public static DoctorFinding Torch(TorchFacts torch)
    {
        string symbols = torch.Preflight is { } preflight ? "; " + preflight.Explain() : "";
        return torch.IsUsable
            ? new DoctorFinding("libtorch", $"made for {torch.LibTorchVersion}, from {torch.Runtime?.LibraryDirectory}{symbols}", true, null)
            : new DoctorFinding("libtorch", $"{torch.Code}: {torch.Reason}{symbols}", false, "no probes, so no law and no mix; everything up to the pools works");
    }

    public static DoctorFinding Gpu(TorchFacts torch)
    {
        bool hasDriver = Directory.Exists("/proc/driver/nvidia/gpus") || File.Exists(Path.Combine(Environment.SystemDirectory, "nvcuda.dll"));
        string value = torch.CudaDeviceCount > 0 ? $"{torch.CudaDeviceCount} CUDA devices" : hasDriver ? "there, but this libtorch has no CUDA" : "none";
        return Find(
            "gpu", value, torch.CudaDeviceCount > 0,
            "probes train on the CPU: the rungs up to p1 are practical, which ranks pools but says less about large models");
    }

    private static DoctorFinding Find(string name, string value, bool isGood, string cost) =>
        new(name, value, isGood, isGood ? null : cost);
}
