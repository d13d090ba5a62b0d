namespace DataCuration.Documents.Recipes;

/// <summary>How the dataset is written: Parquet with Zstandard.</summary>
public sealed record OutputOptions
{
    /// <summary>Text bytes a dataset part holds before the next begins.</summary>
    public long PartBytes { get; init; } = 256L << 20;
}
