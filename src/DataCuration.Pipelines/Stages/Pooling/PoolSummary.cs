using System.Text.Json.Serialization;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>A pool as <c>pools.json</c> describes it.</summary>
public sealed record PoolSummary
{
    /// <summary>The pool's name: <c>q1</c> (best) onwards, a source's name, or <c>unscored</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its documents.</summary>
    public required long Documents { get; init; }

    /// <summary>Its unique tokens.</summary>
    public required double Tokens { get; init; }

    /// <summary>UTF-8 bytes of its text.</summary>
    public required long TextBytes { get; init; }

    /// <summary>The lowest score in it; null without scores.</summary>
    public double? MinScore { get; init; }

    /// <summary>The highest score in it; null without scores.</summary>
    public double? MaxScore { get; init; }

    /// <summary>What its texts cost to generate, FLOPs; null for a pool that was there already or whose cost the recipe does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? GenerationFlops { get; init; }

    /// <summary>Documents of each source.</summary>
    public required IReadOnlyDictionary<string, long> Sources { get; init; }
}
