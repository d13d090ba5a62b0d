namespace DataCuration.Pipelines.Inspection;

/// <summary>What changed options would change, without running anything.</summary>
public sealed record WhatIfReport
{
    /// <summary>The assignments that were tried.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>All documents.</summary>
    public required Counts Documents { get; init; }

    /// <summary>True when token counts are bytes divided by four, because the recipe trains no tokenizer.</summary>
    public required bool IsTokenCountEstimated { get; init; }

    /// <summary>Documents that each rule drops, alone or with others; a document may fail several.</summary>
    public required IReadOnlyList<RuleChange> Rules { get; init; }

    /// <summary>Kept documents and tokens of each source.</summary>
    public required IReadOnlyList<GroupChange> Sources { get; init; }

    /// <summary>The same of each pool.</summary>
    public required IReadOnlyList<GroupChange> Pools { get; init; }

    /// <summary>Documents that would come back and that would leave, a few of each, with the smallest ids.</summary>
    public required IReadOnlyList<WhatIfExample> Examples { get; init; }

    /// <summary>How many documents are read, and are kept as it is and as it would be.</summary>
    /// <param name="All">Documents that the decision sees.</param>
    /// <param name="KeptBefore">Kept by the recipe as it ran.</param>
    /// <param name="KeptAfter">Kept by the changed recipe.</param>
    /// <param name="TokensBefore">Tokens of the first.</param>
    /// <param name="TokensAfter">Tokens of the second.</param>
    /// <param name="Returned">Kept after, not before.</param>
    /// <param name="Lost">Kept before, not after.</param>
    public sealed record Counts(long All, long KeptBefore, long KeptAfter, double TokensBefore, double TokensAfter, long Returned, long Lost);

    /// <summary>Documents that fail a rule.</summary>
    /// <param name="Name">The rule, for example <c>gopherQuality.minWords</c>; <c>deduplicate.keep</c> and <c>select.share</c> are counted here too.</param>
    /// <param name="Before">As the recipe ran.</param>
    /// <param name="After">With the changes.</param>
    /// <param name="OnlyAfter">With the changes, documents that fail this rule and no other.</param>
    public sealed record RuleChange(string Name, long Before, long After, long OnlyAfter);

    /// <summary>Kept documents and tokens of a source or pool.</summary>
    /// <param name="Name">The source or pool.</param>
    /// <param name="DocumentsBefore">As the recipe ran.</param>
    /// <param name="DocumentsAfter">With the changes.</param>
    /// <param name="TokensBefore">As the recipe ran.</param>
    /// <param name="TokensAfter">With the changes.</param>
    public sealed record GroupChange(string Name, long DocumentsBefore, long DocumentsAfter, double TokensBefore, double TokensAfter);
}
