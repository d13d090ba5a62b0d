namespace DataCuration.Probes.Models;

/// <summary>The shape of a probe: everything about the network but its vocabulary.</summary>
/// <param name="Name">The rung's name, for example <c>p1</c>.</param>
/// <param name="HiddenSize">Width h of the residual stream.</param>
/// <param name="Layers">Number L of blocks.</param>
/// <param name="HeadSize">Width of an attention head; divides <paramref name="HiddenSize"/>.</param>
/// <param name="Vocabulary">The vocabulary that the ladder pairs with this rung.</param>
public sealed record ModelShape(string Name, int HiddenSize, int Layers, int HeadSize, int Vocabulary)
{
    /// <summary>Number of attention heads.</summary>
    public int Heads => HiddenSize / HeadSize;

    /// <summary>
    /// N: all matrices and the output head, without the input embedding: 12·h²·L + V·h with V rounded up to a multiple of 64.
    /// This is the count under which compute-optimal exponents are stable (Porian et al., arXiv 2406.19146).
    /// </summary>
    public long ParameterCount(int vocabulary) =>
        (12L * HiddenSize * HiddenSize * Layers) + ((long)PaddedVocabulary(vocabulary) * HiddenSize);

    /// <summary>The number of rows of the embedding and the head; a multiple of 64 keeps the matrix kernels on their fast path.</summary>
    public static int PaddedVocabulary(int vocabulary) => (vocabulary + 63) / 64 * 64;

    /// <summary>Training compute of one token: 6·N + 6·L·T·h (causal attention), in FLOPs.</summary>
    public double FlopsPerToken(int vocabulary, int contextLength) =>
        (6.0 * ParameterCount(vocabulary)) + (6.0 * Layers * contextLength * HiddenSize);
}
