namespace DataCuration.Probes.Training;

/// <summary>The documents of a held-out set, the same for all candidates of a comparison.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Bytes">UTF-8 bytes of each document that were scored.</param>
public sealed record EvaluationDocuments(string Set, IReadOnlyList<long> Bytes);
