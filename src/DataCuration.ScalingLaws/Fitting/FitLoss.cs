namespace DataCuration.ScalingLaws.Fitting;

/// <summary>What a fit minimises.</summary>
public enum FitLoss
{
    /// <summary>Huber's loss of the residuals of ln(loss): outliers count linearly (Hoffmann et al. 2022, appendix D.2).</summary>
    HuberLog,

    /// <summary>Squares of the residuals of ln(loss).</summary>
    SquaredLog,

    /// <summary>Squares of the residuals of the loss itself, for errors in [0, 1] and for parity with published fits.</summary>
    Squared,
}
