namespace DataCuration.Documents.Recipes;

/// <summary>The names of the ways to hash a text for MinHash. Signatures of different profiles do not compare; a profile is never changed in place.</summary>
public static class MinHashProfiles
{
    /// <summary>Words of any language, 32-bit hashes, fast; the default.</summary>
    public const string DataCuration = "datacuration/1";

    /// <summary>The signatures of datatrove 0.10 with its default MinhashConfig and English words, bit for bit.</summary>
    public const string Datatrove = "datatrove/0.10";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [DataCuration, Datatrove];
}
