using DataCuration.Documents;

namespace DataCuration.Pipelines.Report.Model;

/// <summary>What one search for repeated text found in the documents of the dataset.</summary>
internal sealed record RepeatsModel
{
    /// <summary>The search: lines, paragraphs or substrings.</summary>
    public required string Method { get; init; }

    /// <summary>Documents in which it found something that goes.</summary>
    public required long Documents { get; init; }

    /// <summary>Spans found.</summary>
    public required long Spans { get; init; }

    /// <summary>Documents that leave because too much of them is repeated.</summary>
    public required long DocumentsLeft { get; init; }

    /// <summary>Bytes of the spans, by source.</summary>
    public required IReadOnlyList<(string Source, long Bytes)> Sources { get; init; }

    /// <summary>Some of the longest spans.</summary>
    public required IReadOnlyList<RepeatExample> Examples { get; init; }
}

/// <summary>Repeated text to look at.</summary>
/// <param name="Id">The document.</param>
/// <param name="Source">Its source.</param>
/// <param name="Text">The text or its beginning.</param>
/// <param name="Twin">A document that has it too; the document itself when that is not known.</param>
internal sealed record RepeatExample(DocumentId Id, string Source, string Text, DocumentId Twin);
