namespace DataCuration.Rephrasing.Checks;

/// <summary>The cleaned text and the value of each check, in their order.</summary>
/// <param name="Text">The text after stripping; as far as the checks came when one failed.</param>
/// <param name="Values">One of each of <see cref="OutputChecks.Names"/>.</param>
public sealed record CheckedOutput(string Text, IReadOnlyList<CheckValue> Values)
{
    /// <summary>The check that filtered the output; null when it passed all.</summary>
    public string? FailedCheck => Values.Where(value => value.HasFailed).Select(value => value.Name).FirstOrDefault();
}
