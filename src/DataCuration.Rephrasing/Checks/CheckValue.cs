namespace DataCuration.Rephrasing.Checks;

/// <summary>One check's column.</summary>
/// <param name="Name">The check, one of <see cref="OutputChecks.Names"/>.</param>
/// <param name="Value">What was measured; null when the check does not apply or an earlier one failed.</param>
/// <param name="HasFailed">The output is filtered by this check.</param>
public readonly record struct CheckValue(string Name, double? Value, bool HasFailed);
