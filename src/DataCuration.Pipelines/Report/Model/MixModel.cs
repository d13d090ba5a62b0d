namespace DataCuration.Pipelines.Report.Model;

/// <summary>The mix chosen for one budget, what it promises and what it is compared with.</summary>
internal sealed record MixModel
{
    /// <summary>What a run's probes measure.</summary>
    public const string DefaultLossUnit = "bits per byte";

    /// <summary>Training compute in FLOPs.</summary>
    public required double BudgetFlops { get; init; }

    /// <summary>Training tokens the compute pays for.</summary>
    public required double BudgetTokens { get; init; }

    /// <summary>Parameters of the model the budget is for; null when the budget was given in tokens.</summary>
    public double? ModelParameters { get; init; }

    /// <summary>What the loss is counted in, for example <c>bits per byte</c>.</summary>
    public string LossUnit { get; init; } = DefaultLossUnit;

    /// <summary>The law's prediction for the mix.</summary>
    public required Estimate PredictedLoss { get; init; }

    /// <summary>Share of the bootstrap resamples in which this mix is the best, 0 to 1; null when not resampled.</summary>
    public double? ProbabilityBest { get; init; }

    /// <summary>The pools in their order of quality, used or not.</summary>
    public required IReadOnlyList<MixPool> Pools { get; init; }

    /// <summary>The other mixes that anyone would try first.</summary>
    public IReadOnlyList<MixBaseline> Baselines { get; init; } = [];

    /// <summary>Reservations about the answer.</summary>
    public IReadOnlyList<MixCaveat> Caveats { get; init; } = [];
}

/// <summary>One pool's part of the mix.</summary>
internal sealed record MixPool
{
    /// <summary>The pool's name.</summary>
    public required string Name { get; init; }

    /// <summary>Documents in the pool.</summary>
    public required long Documents { get; init; }

    /// <summary>Tokens in the pool, each counted once.</summary>
    public required double UniqueTokens { get; init; }

    /// <summary>Training tokens the mix draws from the pool.</summary>
    public required double MixTokens { get; init; }

    /// <summary>How often the pool is seen: <see cref="MixTokens"/> / <see cref="UniqueTokens"/>.</summary>
    public required double Epochs { get; init; }

    /// <summary>Share of the training tokens, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Utility of the pool's next token relative to a fresh token of the reference pool.</summary>
    public double? MarginalUtility { get; init; }
}

/// <summary>A mix to compare with.</summary>
internal sealed record MixBaseline
{
    /// <summary>Its name, fit to follow "than", for example <c>everything once</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its predicted loss.</summary>
    public required Estimate PredictedLoss { get; init; }

    /// <summary>Its loss less the chosen mix's, with the interval of the paired resamples; null: the plain difference.</summary>
    public Estimate? Difference { get; init; }

    /// <summary>Whether the answer names this one.</summary>
    public bool IsReference { get; init; }
}

/// <summary>Why an answer is to be read with care.</summary>
internal enum CaveatKind
{
    /// <summary>The budget is beyond what the probes support.</summary>
    Extrapolated,

    /// <summary>Another mix is as good within the uncertainty.</summary>
    Tie,

    /// <summary>The fit's starts do not agree.</summary>
    UnstableFit,

    /// <summary>The measurements do not determine how fast repetition wears off.</summary>
    HalfLifeNotIdentified,

    /// <summary>The measurements do not determine a parameter the answer needs.</summary>
    NotIdentifiable,

    /// <summary>The law comes from an earlier run.</summary>
    PinnedLaw,

    /// <summary>On held-out mixtures the law is no better than ranking, so the mix follows the rank.</summary>
    LawNotBetter,

    /// <summary>A cap of the recipe, not the law, decides an amount.</summary>
    Capped,
}

/// <summary>A reservation with its particulars.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Detail">The numbers, in one sentence; empty when there are none.</param>
internal sealed record MixCaveat(CaveatKind Kind, string Detail = "");
