namespace DataCuration.Probes.Tokenizer;

/// <summary>What a mixture takes from a token file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tokens">Tokens from its start on; at most as many as it has.</param>
/// <param name="Passes">How often they occur in the mixture; above 0. A broken pass ends inside the tokens.</param>
public sealed record TokenFilePart(string Path, long Tokens, double Passes)
{
    /// <summary>Tokens of the mixture that come from this part.</summary>
    public long Length => (long)Math.Round(Tokens * Passes);
}
