namespace DataCuration.Probes.Native;

/// <summary>What a child process found out about libtorch on this machine.</summary>
public sealed record TorchFacts
{
    /// <summary>libtorch loads, multiplies matrices and compiles the probe's script: probes can run.</summary>
    public required bool IsUsable { get; init; }

    /// <summary>Why not: a diagnostic's message or the end of the child's standard error. Null when usable.</summary>
    public string? Reason { get; init; }

    /// <summary>The diagnostic's code (DC3001 to DC3003), or DC4004 when the child died. Null when usable.</summary>
    public string? Code { get; init; }

    /// <summary>What was loaded, and from where; null when not usable.</summary>
    public TorchRuntimeInfo? Runtime { get; init; }

    /// <summary>Whether the libraries define what the glue needs; null when none were found or their format is another.</summary>
    public TorchPreflightReport? Preflight { get; init; }

    /// <summary>The release that is needed, for example <c>2.10.0</c>.</summary>
    public string LibTorchVersion { get; init; } = TorchLocator.LibTorchVersion;

    /// <summary>The release of the managed part.</summary>
    public string TorchSharpVersion { get; init; } = TorchLocator.TorchSharpVersion;

    /// <summary>CUDA devices that libtorch sees.</summary>
    public int CudaDeviceCount { get; init; }
}
