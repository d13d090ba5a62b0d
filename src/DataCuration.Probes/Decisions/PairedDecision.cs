namespace DataCuration.Probes.Decisions;

/// <summary>Which of two candidates trains the better model, and how sure that is.</summary>
public sealed record PairedDecision
{
    /// <summary>Macro bits per byte of the second candidate minus that of the first: positive when the first is better.</summary>
    public required double Difference { get; init; }

    /// <summary>The share of resampled seeds and documents under which the first candidate is better.</summary>
    public required double WinProbability { get; init; }

    /// <summary>Standard deviation of a candidate's macro bits per byte between seeds, pooled over both; NaN with one seed.</summary>
    public required double SeedDeviation { get; init; }

    /// <summary>
    /// The smallest true difference in bits per byte that this many seeds tell apart with 80 % power at a one-sided 5 % level:
    /// 2.49 sd √(2/n), with the normal quantiles 1.645 + 0.842. NaN with one seed.
    /// </summary>
    public required double DetectableDifference { get; init; }

    /// <summary>Seeds of each candidate.</summary>
    public required int Seeds { get; init; }

    /// <summary>The difference is within what seeds alone make: |difference| below 2 sd √(2/n). With one seed, when neither wins 95 % of the resamples.</summary>
    public bool IsTie => double.IsNaN(SeedDeviation)
        ? WinProbability is > 0.05 and < 0.95
        : Math.Abs(Difference) < 2 * SeedDeviation * Math.Sqrt(2.0 / Seeds);

    /// <summary>What the report says about the plan's power.</summary>
    public string PowerStatement => double.IsNaN(DetectableDifference)
        ? "One seed: the plan cannot say which differences it detects; use at least three."
        : FormattableString.Invariant($"With {Seeds} seeds the plan detects differences of {DetectableDifference:0.0000} bits a byte or more with 80 % power.");
}
