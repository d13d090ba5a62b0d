using DataCuration.Documents;

namespace DataCuration.Pipelines.Report.Model;

/// <summary>What duplicate removal found.</summary>
internal sealed record DuplicatesModel
{
    /// <summary>Documents dropped because their text is equal to another's.</summary>
    public required long ExactDropped { get; init; }

    /// <summary>Documents dropped because their text is similar to another's.</summary>
    public required long NearDropped { get; init; }

    /// <summary>Clusters of two documents or more.</summary>
    public required long ClusterCount { get; init; }

    /// <summary>The largest clusters, largest first.</summary>
    public IReadOnlyList<DuplicateCluster> Clusters { get; init; } = [];
}

/// <summary>Documents that say the same.</summary>
internal sealed record DuplicateCluster
{
    /// <summary>Number of documents.</summary>
    public required long Size { get; init; }

    /// <summary>The one that stays.</summary>
    public required ClusterDocument Survivor { get; init; }

    /// <summary>Some of the others.</summary>
    public IReadOnlyList<ClusterDocument> Others { get; init; } = [];
}

/// <summary>One document of a cluster.</summary>
/// <param name="Id">The document.</param>
/// <param name="Source">Its source.</param>
/// <param name="TextBytes">Length of its whole text in UTF-8 bytes.</param>
/// <param name="Text">The text or its beginning; the report shows at most 400 characters.</param>
/// <param name="Similarity">Similarity to the survivor, 0 to 1; null for the survivor itself.</param>
internal sealed record ClusterDocument(DocumentId Id, string Source, long TextBytes, string Text, double? Similarity = null);
