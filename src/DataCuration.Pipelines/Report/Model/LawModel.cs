namespace DataCuration.Pipelines.Report.Model;

/// <summary>A fitted law beside the measurements.</summary>
internal sealed record LawModel
{
    /// <summary>The law's name, for example <c>qqt-ed</c>.</summary>
    public required string Law { get; init; }

    /// <summary>The law as a formula in plain text; empty when none is to be shown.</summary>
    public string Formula { get; init; } = "";

    /// <summary>What the loss is counted in.</summary>
    public string LossUnit { get; init; } = "bits per byte";

    /// <summary>Measurements and curve per pool or mixture.</summary>
    public required IReadOnlyList<LawPool> Pools { get; init; }

    /// <summary>The parameters in the law's order.</summary>
    public required IReadOnlyList<LawParameter> Parameters { get; init; }

    /// <summary>Number of measurements fitted.</summary>
    public required int ObservationCount { get; init; }

    /// <summary>Root mean square of the residuals, in the logarithm of the loss.</summary>
    public required double ResidualRms { get; init; }

    /// <summary>Starts of the optimiser, and how many of them reached the best optimum; null when not known.</summary>
    public (int Agreeing, int Total)? Starts { get; init; }

    /// <summary>Predictions for the longest runs of the pools by a fit that did not see them.</summary>
    public IReadOnlyList<LawBacktest> Backtests { get; init; } = [];

    /// <summary>The test on mixtures that the law did not see; null without any.</summary>
    public LawHoldOuts? HoldOuts { get; init; }
}

/// <summary>The law on mixtures that it did not see.</summary>
/// <param name="Runs">Each mixture's run.</param>
/// <param name="Verdict">In sentences: how the law compares with ranking, and what the mix follows.</param>
internal sealed record LawHoldOuts(IReadOnlyList<LawHeldOutRun> Runs, string Verdict);

/// <summary>A run of a mixture.</summary>
/// <param name="Mixture">What it is made of, in words.</param>
/// <param name="Tokens">Tokens seen.</param>
/// <param name="Predicted">The law's prediction and the interval of a new measurement.</param>
/// <param name="Measured">Measured loss.</param>
/// <param name="PoolMean">The mean of the single pools' losses at that length.</param>
internal sealed record LawHeldOutRun(string Mixture, double Tokens, Estimate Predicted, double Measured, double PoolMean);

/// <summary>One pool's measurements and curve.</summary>
internal sealed record LawPool
{
    /// <summary>The pool's or mixture's name.</summary>
    public required string Name { get; init; }

    /// <summary>Unique tokens of the probes of this pool.</summary>
    public required double UniqueTokens { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<LawPoint> Points { get; init; }

    /// <summary>The fitted curve: (tokens seen, loss), by rising tokens.</summary>
    public required IReadOnlyList<(double Tokens, double Loss)> Curve { get; init; }

    /// <summary>rho: worth of a fresh token relative to the reference pool's; null for mixtures.</summary>
    public double? Utility { get; init; }

    /// <summary>tau: repetitions after which a token's worth has halved; null for mixtures.</summary>
    public double? HalfLifeEpochs { get; init; }
}

/// <summary>One measurement.</summary>
/// <param name="Tokens">Tokens seen.</param>
/// <param name="Epochs">Epochs over the pool's unique tokens.</param>
/// <param name="Loss">Measured loss.</param>
/// <param name="Predicted">The law's loss.</param>
/// <param name="IsHeldOut">Whether the fit did not see it.</param>
internal sealed record LawPoint(double Tokens, double Epochs, double Loss, double Predicted, bool IsHeldOut = false);

/// <summary>One parameter of the law.</summary>
internal sealed record LawParameter
{
    /// <summary>Its symbol with its pool, for example <c>rho[q1]</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>What it means, in words.</summary>
    public required string Meaning { get; init; }

    /// <summary>Value and interval.</summary>
    public required Estimate Value { get; init; }

    /// <summary>Whether the measurements determine it.</summary>
    public Identifiability Status { get; init; } = Identifiability.Identified;
}

/// <summary>Whether measurements determine a parameter.</summary>
internal enum Identifiability
{
    /// <summary>They do.</summary>
    Identified,

    /// <summary>Only together with another parameter.</summary>
    Weak,

    /// <summary>They do not.</summary>
    NotIdentified,

    /// <summary>It was given, not fitted.</summary>
    Fixed,
}

/// <summary>A prediction for a run the fit did not see.</summary>
/// <param name="Name">The run in words.</param>
/// <param name="Predicted">Predicted loss.</param>
/// <param name="Measured">Measured loss.</param>
internal sealed record LawBacktest(string Name, Estimate Predicted, double Measured);
