namespace DataCuration.Probes.Tokenizer;

/// <summary>What a token file holds.</summary>
/// <param name="Documents">Number of documents.</param>
/// <param name="Tokens">Number of tokens, document separators included.</param>
/// <param name="TextBytes">UTF-8 bytes of the documents.</param>
public sealed record TokenFileCounts(long Documents, long Tokens, long TextBytes);
