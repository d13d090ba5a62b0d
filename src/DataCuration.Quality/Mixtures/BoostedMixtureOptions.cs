namespace DataCuration.Quality.Mixtures;

/// <summary>How boosted trees are grown and mixtures are simulated. Defaults are those of RegMix where it has one.</summary>
public sealed record BoostedMixtureOptions
{
    /// <summary>Trees. Default 1000 (RegMix).</summary>
    public int Trees { get; init; } = 1000;

    /// <summary>Share of each tree's prediction that is added. Default 0.01 (RegMix).</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Leaves of a tree. Default 31 (LightGBM's, which RegMix uses).</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Least runs in a leaf. Default 20 (LightGBM's), but never more than a tenth of the runs.</summary>
    public int LeastRunsPerLeaf { get; init; } = 20;

    /// <summary>Mixtures whose loss is predicted to find the best. Default 100,000 (RegMix).</summary>
    public int Simulated { get; init; } = 100_000;

    /// <summary>The best of them, whose mean is the answer. Default 128 (RegMix's code).</summary>
    public int Averaged { get; init; } = 128;

    /// <summary>No simulated share is more than this multiple of the prior's. Default 15 (RegMix's code).</summary>
    public double MostOfPrior { get; init; } = 15;

    /// <summary>Seed of the simulation.</summary>
    public int Seed { get; init; } = 1;
}
