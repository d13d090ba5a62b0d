namespace DataCuration.Pipelines.Differences;

/// <summary>What became of each document, joined by id. A document is kept when it is in a pool and the mix does not leave it out.</summary>
public sealed record DocumentChanges
{
    /// <summary>Documents of the first side.</summary>
    public required long Before { get; init; }

    /// <summary>Documents of the second side.</summary>
    public required long After { get; init; }

    /// <summary>Kept on the first side.</summary>
    public required long KeptBefore { get; init; }

    /// <summary>Kept on the second side.</summary>
    public required long KeptAfter { get; init; }

    /// <summary>Only on the second side.</summary>
    public required long Added { get; init; }

    /// <summary>Only on the first side.</summary>
    public required long Removed { get; init; }

    /// <summary>On both sides with another text.</summary>
    public required long Edited { get; init; }

    /// <summary>On both sides; kept, then dropped.</summary>
    public required long Left { get; init; }

    /// <summary>On both sides; dropped, then kept.</summary>
    public required long Returned { get; init; }

    /// <summary>Dropped on both sides, by other rules.</summary>
    public required long DroppedOtherwise { get; init; }

    /// <summary>Kept documents of each source.</summary>
    public required IReadOnlyList<SourceChange> Sources { get; init; }

    /// <summary>Documents kept on both sides in another pool.</summary>
    public required IReadOnlyList<PoolMove> Moves { get; init; }

    /// <summary>Why documents left, and why those that returned had been dropped; a document may have several reasons.</summary>
    public required IReadOnlyList<ReasonChange> Reasons { get; init; }

    /// <summary>A few documents of each kind, with the smallest ids.</summary>
    public required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>True when no document differs.</summary>
    public bool IsEqual => Added + Removed + Edited + Left + Returned + DroppedOtherwise + Moves.Count == 0;

    /// <summary>Kept documents of a source.</summary>
    /// <param name="Name">The source.</param>
    /// <param name="KeptBefore">On the first side.</param>
    /// <param name="KeptAfter">On the second side.</param>
    public sealed record SourceChange(string Name, long KeptBefore, long KeptAfter);

    /// <summary>Documents that went from one pool to another.</summary>
    /// <param name="From">The pool of the first side.</param>
    /// <param name="To">The pool of the second side.</param>
    /// <param name="Documents">How many.</param>
    public sealed record PoolMove(string From, string To, long Documents);

    /// <summary>A rule that made documents leave or had kept them out.</summary>
    /// <param name="Rule">The rule as the ledger names it.</param>
    /// <param name="Left">Documents that left and fail it on the second side.</param>
    /// <param name="Returned">Documents that returned and failed it on the first side.</param>
    public sealed record ReasonChange(string Rule, long Left, long Returned);

    /// <summary>A document.</summary>
    /// <param name="Kind"><c>left</c>, <c>returned</c>, <c>added</c>, <c>removed</c> or <c>edited</c>.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Source">Its source.</param>
    /// <param name="Pool">Where it is kept: on the second side, for those that left or were removed on the first; null when it is dropped.</param>
    /// <param name="Rule">The first rule that drops it; null when it is kept.</param>
    /// <param name="Value">What the rule measured.</param>
    /// <param name="Threshold">What it compared that with.</param>
    public sealed record Example(string Kind, string Id, string Source, string? Pool, string? Rule, double? Value, double? Threshold);
}
