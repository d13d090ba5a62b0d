namespace DataCuration.Documents.Recipes;

/// <summary>How the dataset is written: Parquet with Zstandard.</summary>
public sealed record OutputOptions
{
    /// <summary>Text bytes a dataset part holds before the next begins.</summary>
    public long PartBytes { get; init; } = 256L << 20;

    /// <summary>What only the publisher knows, for the dataset's card and its Croissant metadata.</summary>
    public CardOptions Card { get; init; } = new();
}
