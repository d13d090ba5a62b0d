namespace DataCuration.Documents;

/// <summary>What a reader yields next: a record, a record it could not read, or a record that is no document (counted, not kept).</summary>
/// <param name="Record">The record, when it was read.</param>
/// <param name="Quarantined">The failure, when it was not.</param>
/// <param name="SkippedKind">The kind of a record that holds no document (for example <c>warcinfo</c>), when it is one.</param>
public readonly record struct ReadItem(SourceRecord? Record, QuarantinedRecord? Quarantined, string? SkippedKind)
{
    /// <summary>A record that was read.</summary>
    public static ReadItem From(SourceRecord record) => new(record, null, null);

    /// <summary>A record that could not be read.</summary>
    public static ReadItem From(QuarantinedRecord quarantined) => new(null, quarantined, null);

    /// <summary>A record of a kind that holds no document.</summary>
    public static ReadItem Skip(string kind) => new(null, null, kind);
}
