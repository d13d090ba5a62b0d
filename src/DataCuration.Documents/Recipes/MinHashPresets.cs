namespace DataCuration.Documents.Recipes;

/// <summary>
/// Settings that others published, by name. Bands times rows is ambiguous in writing: Lee et al.'s 20 x 450 is 450 bands of 20 rows; read
/// backwards it finds nothing below 0.99. Verification is this product's own and stays as the options say, but for
/// <c>datatrove/0.10</c>, which believes its buckets as datatrove does.
/// </summary>
public static class MinHashPresets
{
    private static readonly Dictionary<string, MinHashOptions> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        // Penedo et al. 2024 (arXiv 2406.17557), section 3.4.
        ["fineweb"] = new() { Bands = 14, Rows = 8, ShingleWords = 5 },

        // The same, with datatrove's own hashes: its clusters, to the document.
        [MinHashProfiles.Datatrove] = new() { Profile = MinHashProfiles.Datatrove, Verify = EdgeVerification.None },

        // Lee et al. 2021 (arXiv 2107.06499), appendix A; Penedo et al. 2023 (RefinedWeb).
        ["refinedweb"] = new() { Bands = 450, Rows = 20, ShingleWords = 5 },

        // NeMo Curator's fuzzy deduplication: 24-character shingles.
        ["nemo"] = new() { Bands = 20, Rows = 13, ShingleCharacters = 24 },

        // Marin and duplodocus' example.
        ["marin"] = new() { Bands = 26, Rows = 11, ShingleWords = 5 },

        // datasketch's choice for threshold 0.8 and 128 hashes, over 13 characters, as SlimPajama ran it.
        ["slimpajama"] = new() { Bands = 9, Rows = 13, ShingleCharacters = 13, Threshold = 0.8 },

        // text-dedup's benchmark on CORE abstracts.
        ["text-dedup"] = new() { Bands = 50, Rows = 4, ShingleWords = 2, Threshold = 0.5 },
    };

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The preset; null when there is none of this name.</summary>
    public static MinHashOptions? Find(string name) => Known.GetValueOrDefault(name);
}
