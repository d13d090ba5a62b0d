namespace DataCuration.Rephrasing.Checks;

/// <summary>One check's column.</summary>
/// <param name="Name">The check, one of <see cref="OutputChecks.Names"/>.</param>
/// <param name="Value">What was measured; null when nothing was.</param>
/// <param name="Outcome">What that means.</param>
public readonly record struct CheckValue(string Name, double? Value, CheckOutcome Outcome)
{
    /// <summary>The output is filtered by this check.</summary>
    public bool HasFailed => Outcome == CheckOutcome.Failed;
}
