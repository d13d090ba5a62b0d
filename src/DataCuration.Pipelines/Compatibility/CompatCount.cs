namespace DataCuration.Pipelines.Compatibility;

/// <summary>How often the two tools agree about one thing.</summary>
/// <param name="Check">What was compared: a rule set, a column or a hash.</param>
/// <param name="Compared">Documents for which both have an answer.</param>
/// <param name="Differing">Those with different answers.</param>
public sealed record CompatCount(string Check, long Compared, long Differing);
