namespace DataCuration.Documents.Recipes;

/// <summary>MinHash with banding and verified edges. Defaults: FineWeb's 14 buckets of 8 over word 5-grams (Penedo et al. 2024, section 3.4).</summary>
public sealed record MinHashOptions
{
    /// <summary>
    /// How texts are hashed: <c>datacuration/1</c> for any language, or <c>datatrove/0.10</c> bit for bit (English; 14 bands of 8 rows over 5 words
    /// only). With <c>verify: none</c> the latter's clusters are datatrove's.
    /// </summary>
    public string Profile { get; init; } = MinHashProfiles.DataCuration;

    /// <summary>Number of buckets.</summary>
    public int Bands { get; init; } = 14;

    /// <summary>Hashes a bucket.</summary>
    public int Rows { get; init; } = 8;

    /// <summary>Words a shingle.</summary>
    public int ShingleWords { get; init; } = 5;

    /// <summary>Characters a shingle, 9 to 64, instead of words; 0 (default) means word shingles. Use 13 or more.</summary>
    public int ShingleCharacters { get; init; }

    /// <summary>How a candidate pair is confirmed.</summary>
    public EdgeVerification Verify { get; init; } = EdgeVerification.Signature;

    /// <summary>Least share of equal minimum hashes (signature) or least Jaccard similarity (shingle) for a pair to be duplicates; the others do not use it.</summary>
    public double Threshold { get; init; } = 0.75;
}
