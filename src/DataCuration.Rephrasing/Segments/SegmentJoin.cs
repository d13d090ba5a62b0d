namespace DataCuration.Rephrasing.Segments;

/// <summary>What the rephrased segments of a document become.</summary>
public enum SegmentJoin
{
    /// <summary>Each segment is a synthetic document of its own (WRAP).</summary>
    None,

    /// <summary>Joined in order with an empty line between (Nemotron-CC).</summary>
    Document,
}
