namespace DataCuration.Documents.Recipes;

/// <summary>What joining does when some segments of a document have no accepted output.</summary>
public enum FailedSegmentPolicy
{
    /// <summary>The original segment stands in, and the document is flagged.</summary>
    KeepOriginalSegment,

    /// <summary>The accepted segments alone are joined, and the document is flagged.</summary>
    KeepPartial,

    /// <summary>The document is dropped.</summary>
    DropDocument,
}
