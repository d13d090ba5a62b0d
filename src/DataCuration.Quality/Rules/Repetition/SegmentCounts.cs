namespace DataCuration.Quality.Rules.Repetition;

/// <summary>Lines or paragraphs, and how many repeat an earlier one.</summary>
internal struct SegmentCounts
{
    /// <summary>All segments.</summary>
    public int Total;

    /// <summary>Copies after the first.</summary>
    public int Duplicates;

    /// <summary>Code points of those copies.</summary>
    public long DuplicateCodePoints;
}
