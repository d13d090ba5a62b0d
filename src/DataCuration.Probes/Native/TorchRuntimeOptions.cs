namespace DataCuration.Probes.Native;

/// <summary>Where to look for libtorch. Every member is optional; the defaults need nothing installed.</summary>
public sealed record TorchRuntimeOptions
{
    /// <summary>The environment variable that <see cref="LibraryDirectory"/> falls back to.</summary>
    public const string LibraryDirectoryVariable = "DATACURATION_TORCH_LIB";

    /// <summary>
    /// A directory with <c>libc10</c>, <c>libtorch_cpu</c> and <c>libtorch</c> of release 2.10 (for example
    /// <c>site-packages/torch/lib</c> of a CUDA build). Null: <see cref="LibraryDirectoryVariable"/>, then <c>torch.paths.json</c>
    /// beside the program, then the NuGet package folder.
    /// </summary>
    public string? LibraryDirectory { get; init; }

    /// <summary>
    /// Where a patched copy of the native glue is kept. Null: <c>$XDG_CACHE_HOME/datacuration</c> or <c>~/.cache/datacuration</c>.
    /// </summary>
    public string? CacheDirectory { get; init; }
}
