namespace DataCuration.Pipelines.Report.Model;

/// <summary>The best mix at every budget of a grid.</summary>
internal sealed record FrontierModel
{
    /// <summary>What the loss is counted in.</summary>
    public string LossUnit { get; init; } = "bits per byte";

    /// <summary>The pools that <see cref="FrontierPoint.Epochs"/> and <see cref="FrontierPoint.Shares"/> follow.</summary>
    public required IReadOnlyList<string> PoolNames { get; init; }

    /// <summary>The grid, by rising budget.</summary>
    public required IReadOnlyList<FrontierPoint> Points { get; init; }

    /// <summary>What other mixes are predicted to reach.</summary>
    public IReadOnlyList<FrontierBaseline> Baselines { get; init; } = [];

    /// <summary>Budgets at which the set of pools or the order changes.</summary>
    public IReadOnlyList<FrontierTransition> Transitions { get; init; } = [];

    /// <summary>The recipe's budget in FLOPs; null when it has none.</summary>
    public double? ChosenBudgetFlops { get; init; }

    /// <summary>The largest budget the probes support, in FLOPs; what is beyond is extrapolated. Null when unknown.</summary>
    public double? SupportedBudgetFlops { get; init; }
}

/// <summary>One budget's best mix.</summary>
internal sealed record FrontierPoint
{
    /// <summary>Training compute in FLOPs.</summary>
    public required double BudgetFlops { get; init; }

    /// <summary>Training tokens.</summary>
    public required double Tokens { get; init; }

    /// <summary>Predicted loss.</summary>
    public required Estimate Loss { get; init; }

    /// <summary>Epochs per pool, in the order of <see cref="FrontierModel.PoolNames"/>.</summary>
    public required IReadOnlyList<double> Epochs { get; init; }

    /// <summary>Shares of the training tokens per pool, 0 to 1, in the same order.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>Share of resamples in which it is the best, 0 to 1.</summary>
    public double? ProbabilityBest { get; init; }

    /// <summary>The next best mix and how much worse it is, in words.</summary>
    public string? RunnerUp { get; init; }
}

/// <summary>A baseline's predictions.</summary>
/// <param name="Name">The baseline's name.</param>
/// <param name="Losses">One value a frontier point; NaN where it does not apply.</param>
internal sealed record FrontierBaseline(string Name, IReadOnlyList<double> Losses);

/// <summary>A budget at which the best mix changes.</summary>
/// <param name="BudgetFlops">The budget in FLOPs with its interval.</param>
/// <param name="Description">What changes, for example <c>pool q2 enters</c>.</param>
internal sealed record FrontierTransition(Estimate BudgetFlops, string Description);
