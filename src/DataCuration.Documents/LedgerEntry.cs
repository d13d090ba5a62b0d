namespace DataCuration.Documents;

/// <summary>One decision about one document: which rule, the measured value, the threshold, what followed.</summary>
public sealed record LedgerEntry
{
    /// <summary>The document.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>The stage that decided.</summary>
    public required string Stage { get; init; }

    /// <summary>The rule's name, for example <c>gopherQuality.minWords</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The measured value, when the rule compares numbers.</summary>
    public double? Value { get; init; }

    /// <summary>The threshold it was compared with.</summary>
    public double? Threshold { get; init; }

    /// <summary>What followed.</summary>
    public required LedgerOutcome Outcome { get; init; }

    /// <summary>The document that made this one redundant.</summary>
    public DocumentId? Twin { get; init; }

    /// <summary>Free text: the pool's name, the span, the reason in words.</summary>
    public string? Note { get; init; }
}
