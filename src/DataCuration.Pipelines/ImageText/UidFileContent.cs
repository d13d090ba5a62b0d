namespace DataCuration.Pipelines.ImageText;

/// <summary>What a uid file holds.</summary>
/// <param name="File">The file.</param>
/// <param name="Entries">Entries, repetitions included.</param>
/// <param name="DistinctSamples">Different uids.</param>
/// <param name="MostCopies">How often the most frequent uid is there.</param>
public sealed record UidFileContent(string File, long Entries, long DistinctSamples, long MostCopies);
