namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>One file of the dataset.</summary>
/// <param name="File">Its name in the dataset's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The hash of its content.</param>
/// <param name="Documents">Documents in it.</param>
/// <param name="UniqueTokens">Their tokens.</param>
/// <param name="TrainingTokens">Their tokens times repetitions.</param>
public sealed record ManifestPart(string File, long Bytes, string Sha256, long Documents, long UniqueTokens, long TrainingTokens);
