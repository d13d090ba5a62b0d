namespace DataCuration.Probes.Native;

/// <summary>What was loaded, and from where. Immutable.</summary>
public sealed record TorchRuntimeInfo
{
    /// <summary>The directory of libtorch.</summary>
    public required string LibraryDirectory { get; init; }

    /// <summary>TorchSharp's native glue, as found.</summary>
    public required string GluePath { get; init; }

    /// <summary>Which of the places searched had it: <c>option</c>, <c>program</c>, <c>torch.paths.json</c> or <c>nuget</c>.</summary>
    public required string FoundBy { get; init; }

    /// <summary>The C++ runtime lacks GLIBCXX_3.4.32 and a patched private copy of the glue is in use.</summary>
    public required bool IsPatched { get; init; }
}
