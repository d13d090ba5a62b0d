namespace DataCuration.Quality.Rules;

/// <summary>Gopher's eight stop words (Rae et al. 2021, section A1.1), one bit each.</summary>
internal static class StopWords
{
    /// <summary>The bit of a token, 0 when it is none of the eight. Case-sensitive.</summary>
    public static int Bit(ReadOnlySpan<byte> token) => token.Length switch
    {
        2 when token.SequenceEqual("be"u8) => 1,
        2 when token.SequenceEqual("to"u8) => 2,
        2 when token.SequenceEqual("of"u8) => 4,
        3 when token.SequenceEqual("the"u8) => 8,
        3 when token.SequenceEqual("and"u8) => 16,
        4 when token.SequenceEqual("that"u8) => 32,
        4 when token.SequenceEqual("have"u8) => 64,
        4 when token.SequenceEqual("with"u8) => 128,
        _ => 0,
    };
}
