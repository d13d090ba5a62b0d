using DataCuration.Documents;

namespace DataCuration.Pipelines.Report.Model;

/// <summary>Documents with one fate, to look at.</summary>
internal sealed record ExampleGroup
{
    /// <summary>The fate in words: a pool's name or a rule's.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether these documents were kept.</summary>
    public required bool IsKept { get; init; }

    /// <summary>How many documents share it.</summary>
    public required long Documents { get; init; }

    /// <summary>Some of them.</summary>
    public required IReadOnlyList<ExampleDocument> Examples { get; init; }
}

/// <summary>One document to look at.</summary>
/// <param name="Id">The document.</param>
/// <param name="Source">Its source.</param>
/// <param name="Text">The text or its beginning; the report shows at most 300 characters.</param>
/// <param name="Value">The rule's measured value, or the score; null when there is none.</param>
/// <param name="Threshold">The rule's threshold; null when there is none.</param>
internal sealed record ExampleDocument(DocumentId Id, string Source, string Text, double? Value = null, double? Threshold = null);
