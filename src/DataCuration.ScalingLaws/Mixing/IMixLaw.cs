namespace DataCuration.ScalingLaws.Mixing;

/// <summary>What the choice of a mix needs of a fitted law. Pools are in the law's order.</summary>
internal interface IMixLaw
{
    /// <summary>Names of the pools.</summary>
    IReadOnlyList<string> Pools { get; }

    /// <summary>Resampled laws.</summary>
    int DrawCount { get; }

    /// <summary>The most tokens that any run saw.</summary>
    double MaxTokens { get; }

    /// <summary>The loss; infinite for a mix of nothing.</summary>
    double Loss(double[] unique, double[] tokens);

    /// <summary>The loss under a resampled law.</summary>
    double DrawLoss(int draw, double[] unique, double[] tokens);

    /// <summary>What one more token of a pool is worth, in the law's own measure.</summary>
    double[] MarginalWorth(double[] unique, double[] tokens);

    /// <summary>The most epochs that any run saw of a pool.</summary>
    double MaxEpochs(int pool);

    /// <summary>The largest share that any run had of a pool.</summary>
    double MaxShare(int pool);

    /// <summary>How many times larger, or smaller, the model to be trained is than any that was measured; 1 when the law does not use sizes.</summary>
    double ModelDistance { get; }

    /// <summary>Whether the measurements leave a pool's half-life open.</summary>
    bool IsHalfLifeUnknown(int pool);
}
