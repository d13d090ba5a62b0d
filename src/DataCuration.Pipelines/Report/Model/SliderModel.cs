namespace DataCuration.Pipelines.Report.Model;

/// <summary>What the page needs to solve the mix for any budget itself: the parameters of <c>qqt-ed</c> and the pools. Serialised into the page.</summary>
internal sealed record SliderModel
{
    /// <summary>What the loss is counted in.</summary>
    public required string LossUnit { get; init; }

    /// <summary>The loss that more data does not remove.</summary>
    public required double Irreducible { get; init; }

    /// <summary>Reducible loss at one <see cref="Unit"/> of effective data.</summary>
    public required double Scale { get; init; }

    /// <summary>The law's exponent.</summary>
    public required double Exponent { get; init; }

    /// <summary>How much repetition is diluted by other pools.</summary>
    public required double Dilution { get; init; }

    /// <summary>Tokens a unit of effective data.</summary>
    public required double Unit { get; init; }

    /// <summary>The pools in the mix's order.</summary>
    public required IReadOnlyList<SliderPool> Pools { get; init; }

    /// <summary>The pools' names by rank, best first, where the mix follows the rank; null where it follows the law.</summary>
    public IReadOnlyList<string>? Ranking { get; init; }

    /// <summary>Epochs of a ranked pool before the next one is taken.</summary>
    public double RankedEpochs { get; init; }

    /// <summary>Most epochs of any pool; null for no cap.</summary>
    public double? MaxEpochs { get; init; }

    /// <summary>The model's parameters when the recipe fixes them; null: <see cref="TokensPerParameter"/> decides.</summary>
    public double? ModelParameters { get; init; }

    /// <summary>Training tokens a parameter of a compute-optimal model.</summary>
    public required double TokensPerParameter { get; init; }

    /// <summary>The recipe's budget in FLOPs.</summary>
    public required double Budget { get; init; }

    /// <summary>The least budget that the slider offers, in FLOPs.</summary>
    public required double From { get; init; }

    /// <summary>The greatest budget that the slider offers, in FLOPs.</summary>
    public required double To { get; init; }

    /// <summary>Training tokens up to which the probes support a prediction.</summary>
    public required double SupportedTokens { get; init; }
}

/// <summary>A pool as the page's solver sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UniqueTokens">Its unique tokens.</param>
/// <param name="Rate">Worth of a fresh token relative to the reference pool.</param>
/// <param name="HalfLife">Epochs after which a view is worth half.</param>
internal sealed record SliderPool(string Name, double UniqueTokens, double Rate, double HalfLife);
