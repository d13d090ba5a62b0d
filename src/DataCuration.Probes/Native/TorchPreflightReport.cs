namespace DataCuration.Probes.Native;

/// <summary>What TorchSharp's native glue needs and a libtorch does not define.</summary>
public sealed record TorchPreflightReport
{
    /// <summary>Number of names that the glue expects from libtorch.</summary>
    public required int NeededCount { get; init; }

    /// <summary>Mangled names without which the glue cannot be loaded.</summary>
    public required IReadOnlyList<string> MissingAtLoad { get; init; }

    /// <summary>Mangled names of functions that are looked up when they are first called: the process ends if a probe calls one.</summary>
    public required IReadOnlyList<string> MissingWhenCalled { get; init; }

    /// <summary>Everything is there.</summary>
    public bool IsComplete => MissingAtLoad.Count + MissingWhenCalled.Count == 0;

    /// <summary>One sentence with the first missing names.</summary>
    public string Explain()
    {
        if (IsComplete) return $"all {NeededCount} symbols that the glue needs are there";
        string[] names = [.. MissingAtLoad.Concat(MissingWhenCalled).Select(ElfSymbols.Readable).Distinct()];
        string more = names.Length > 5 ? $" and {names.Length - 5} more" : "";
        return $"{MissingAtLoad.Count + MissingWhenCalled.Count} of {NeededCount} symbols that the glue needs are missing "
            + $"({MissingAtLoad.Count} at load, {MissingWhenCalled.Count} when called): {string.Join(", ", names.Take(5))}{more}";
    }
}
