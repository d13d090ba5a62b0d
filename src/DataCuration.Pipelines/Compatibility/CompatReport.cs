namespace DataCuration.Pipelines.Compatibility;

/// <summary>A comparison of a profile with another tool's decisions.</summary>
public sealed record CompatReport
{
    /// <summary>The profile.</summary>
    public required string Profile { get; init; }

    /// <summary>Documents that both know.</summary>
    public required long Documents { get; init; }

    /// <summary>Documents of the files without a decision.</summary>
    public required long WithoutDecision { get; init; }

    /// <summary>Decisions without a document.</summary>
    public required long WithoutDocument { get; init; }

    /// <summary>By what was compared, in alphabetical order.</summary>
    public required IReadOnlyList<CompatCount> Checks { get; init; }

    /// <summary>The first differences, in the order of the documents.</summary>
    public required IReadOnlyList<CompatDifference> Differences { get; init; }

    /// <summary>Whether something was compared and nothing differs.</summary>
    public bool Agrees => Checks.Any(check => check.Compared > 0) && Checks.All(check => check.Differing == 0);
}
