namespace DataCuration.Quality.Rules.Words;

/// <summary>A distinct word.</summary>
internal struct Word
{
    /// <summary>Bytes.</summary>
    public int Length;

    /// <summary>Code points.</summary>
    public int CodePoints;

    /// <summary>What the rules ask about it.</summary>
    public WordTraits Traits;

    /// <summary>Its bit in <see cref="StopWords"/>; 0 for any other word.</summary>
    public int StopWord;

    /// <summary>The text that <see cref="Local"/> is about.</summary>
    public int Text;

    /// <summary>Its number among the words of that text.</summary>
    public int Local;

    /// <summary>How often it occurs in the text, among the words of a text.</summary>
    public int Count;

    /// <summary>Polynomial hash of its bytes, for n-grams glued together.</summary>
    public ulong Hash;
}
