namespace DataCuration.Pipelines.Report.Model;

/// <summary>What is left after each step.</summary>
internal sealed record FunnelModel
{
    /// <summary>The steps in their order; the first is what was read.</summary>
    public IReadOnlyList<FunnelStep> Steps { get; init; } = [];

    /// <summary>The same, per source.</summary>
    public IReadOnlyList<FunnelSource> Sources { get; init; } = [];
}

/// <summary>What is left after one step.</summary>
internal sealed record FunnelStep
{
    /// <summary>The step in words, for example <c>after the rules</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Documents left.</summary>
    public required long Documents { get; init; }

    /// <summary>UTF-8 bytes of text left; null when not known at this step.</summary>
    public long? TextBytes { get; init; }

    /// <summary>Tokens left; null when not known at this step.</summary>
    public double? Tokens { get; init; }

    /// <summary>Why documents left at this step, largest first.</summary>
    public IReadOnlyList<FunnelReason> Reasons { get; init; } = [];
}

/// <summary>One reason of one step.</summary>
internal sealed record FunnelReason
{
    /// <summary>The rule's name, for example <c>gopherQuality.minWords</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Documents it dropped.</summary>
    public required long Documents { get; init; }

    /// <summary>Median of the measured value over the dropped documents; null when the rule measures none.</summary>
    public double? MedianValue { get; init; }

    /// <summary>The threshold; null when there is none.</summary>
    public double? Threshold { get; init; }
}

/// <summary>One source's way through the steps.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Documents">Documents left after each step, in the order of <see cref="FunnelModel.Steps"/>.</param>
/// <param name="MixTokens">Training tokens the mix draws from the source; null when there is no mix.</param>
internal sealed record FunnelSource(string Name, IReadOnlyList<long> Documents, double? MixTokens = null);
