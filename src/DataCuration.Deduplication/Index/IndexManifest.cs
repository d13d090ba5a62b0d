namespace DataCuration.Deduplication.Index;

/// <summary>What an index holds.</summary>
/// <param name="Settings">Everything that its hashes depend on.</param>
/// <param name="Segments">One for each run that added documents, in order.</param>
/// <param name="Sources">Names of the sources that facts number.</param>
/// <param name="Files">Names of the files that facts number.</param>
public sealed record IndexManifest(string Settings, IReadOnlyList<IndexSegment> Segments, IReadOnlyList<string> Sources, IReadOnlyList<string> Files);
