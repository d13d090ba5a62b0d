namespace DataCuration.Pipelines.ImageText;

/// <summary>How often the samples of each pool are to be in a subset.</summary>
public sealed record SubsetOptions
{
    /// <summary>The folder that <see cref="ScorePoolsJob"/> wrote.</summary>
    public required string PoolFolder { get; init; }

    /// <summary>Pools and the epochs of each: 2.5 is two copies of each sample and a third one of half of them. Pools that are not named are left out.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Epochs { get; init; }

    /// <summary>How often training reads the subset; epochs are divided by it.</summary>
    public double Passes { get; init; } = 1;

    /// <summary>The file to write.</summary>
    public required string Output { get; init; }
}
