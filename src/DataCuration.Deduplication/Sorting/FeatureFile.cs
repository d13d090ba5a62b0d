namespace DataCuration.Deduplication.Sorting;

/// <summary>A finished file of features.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Count">Its rows.</param>
/// <param name="Places">The byte at which every <see cref="RowsPerPlace"/>th row starts, from the first on; empty when it is not known.</param>
internal sealed record FeatureFile(string Path, int Count, IReadOnlyList<long> Places)
{
    /// <summary>Rows from one known place to the next: 8 bytes of memory for so many, and so many to read past at most.</summary>
    public const int RowsPerPlace = 32;
}
