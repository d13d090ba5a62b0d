namespace DataCuration.FuzzReaders;

/// <summary>A file to damage and what reads it.</summary>
/// <param name="Name">For the findings.</param>
/// <param name="Content">The whole file.</param>
/// <param name="CheckAsync">Reads a damaged file; null when all promises were kept, otherwise the broken one.</param>
internal sealed record FuzzTarget(string Name, byte[] Content, Func<byte[], CancellationToken, Task<string?>> CheckAsync);
