namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>What a token file holds; lies beside it.</summary>
/// <param name="Documents">Documents in it.</param>
/// <param name="Tokens">Tokens in it, document separators included.</param>
/// <param name="TextBytes">UTF-8 bytes of their text.</param>
internal sealed record TokenSetInfo(long Documents, long Tokens, long TextBytes);
