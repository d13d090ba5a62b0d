namespace DataCuration.Documents.Recipes;

/// <summary>The training budget the mix is chosen for, and the law that chooses it.</summary>
public sealed record MixOptions
{
    /// <summary>Training compute in FLOPs, C = 6 N D.</summary>
    public required double Budget { get; init; }

    /// <summary>Parameters of the model to be trained; null: compute-optimal at <see cref="TokensPerParameter"/>.</summary>
    public double? ModelParameters { get; init; }

    /// <summary>Tokens a parameter when <see cref="ModelParameters"/> is null. Default 20 (Hoffmann et al. 2022).</summary>
    public double TokensPerParameter { get; init; } = 20;

    /// <summary>The law's name.</summary>
    public string Law { get; init; } = "qqt-ed";

    /// <summary>What the mix follows: the law, the pools' rank, or the better one of them on held-out mixtures.</summary>
    public MixMethodChoice Method { get; init; } = MixMethodChoice.Auto;

    /// <summary>Most repetitions of any pool; null: no cap.</summary>
    public double? MaxEpochs { get; init; }

    /// <summary>A law.json of an earlier run to use instead of probing; null: fit this run's probes.</summary>
    public string? PinnedLaw { get; init; }

    /// <summary>Fail (exit code 5) when the budget is beyond what the probes support.</summary>
    public bool Strict { get; init; }
}
