namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>The content of <c>dataset/manifest.json</c>.</summary>
public sealed record DatasetManifest
{
    /// <summary>The recipe's name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the recipe's canonical JSON.</summary>
    public required string RecipeSha256 { get; init; }

    /// <summary>Documents in the dataset.</summary>
    public required long Documents { get; init; }

    /// <summary>Their unique tokens.</summary>
    public required long UniqueTokens { get; init; }

    /// <summary>Tokens of one pass over the dataset with repetitions.</summary>
    public required long TrainingTokens { get; init; }

    /// <summary>Epochs of each pool.</summary>
    public required IReadOnlyDictionary<string, double> PoolEpochs { get; init; }

    /// <summary>The parts in order.</summary>
    public required IReadOnlyList<ManifestPart> Parts { get; init; }
}
