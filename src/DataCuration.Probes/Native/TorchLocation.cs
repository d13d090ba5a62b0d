namespace DataCuration.Probes.Native;

/// <summary>A directory with libtorch and the file of TorchSharp's native glue that goes with it.</summary>
/// <param name="LibraryDirectory">Holds c10, torch_cpu and torch.</param>
/// <param name="GluePath">LibTorchSharp.</param>
/// <param name="FoundBy">See <see cref="TorchRuntimeInfo.FoundBy"/>.</param>
internal sealed record TorchLocation(string LibraryDirectory, string GluePath, string FoundBy);
