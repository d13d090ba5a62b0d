namespace DataCuration.Probes.Models;

/// <summary>AdamW's constants (Loshchilov and Hutter, arXiv 1711.05101).</summary>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment; .99 below 64k tokens a batch, .95 above.</param>
/// <param name="WeightDecay">Decoupled decay of the matrices; the embedding has none.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="ClipNorm">The gradients' common norm is clipped to this.</param>
internal readonly record struct AdamSettings(
    double Beta1, double Beta2, double WeightDecay, double Epsilon = 1e-8, double ClipNorm = 1.0);
