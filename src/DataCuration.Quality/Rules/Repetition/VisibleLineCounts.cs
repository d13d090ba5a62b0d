namespace DataCuration.Quality.Rules.Repetition;

/// <summary>What FineWeb counts on the lines that are not blank.</summary>
internal struct VisibleLineCounts
{
    /// <summary>A line of at most this many code points is short.</summary>
    public const int ShortLine = 30;

    /// <summary>Lines that are not blank.</summary>
    public int Total;

    /// <summary>Those that are short.</summary>
    public int Short;

    /// <summary>Those whose last code point, white space included, is a terminal mark.</summary>
    public int Terminal;

    /// <summary>Code points of copies after the first.</summary>
    public long DuplicateCodePoints;
}
