using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication;

/// <summary>Which copy of a cluster stays. Immutable.</summary>
/// <param name="Rule">The comparison.</param>
/// <param name="Column">The score column of <see cref="KeepRule.Highest"/> and <see cref="KeepRule.Lowest"/>.</param>
public sealed record KeepPolicy(KeepRule Rule, string? Column)
{
    /// <summary>Reads <c>longest</c>, <c>first</c>, <c>highest:COLUMN</c> or <c>lowest:COLUMN</c>.</summary>
    /// <exception cref="DiagnosticException">DC1070: the text is none of these.</exception>
    public static KeepPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string column = colon < 0 ? "" : text[(colon + 1)..];
        return (colon < 0 ? text : text[..colon], column.Length > 0) switch
        {
            ("longest", false) => new KeepPolicy(KeepRule.Longest, null),
            ("first", false) => new KeepPolicy(KeepRule.First, null),
            ("highest", true) => new KeepPolicy(KeepRule.Highest, column),
            ("lowest", true) => new KeepPolicy(KeepRule.Lowest, column),
            _ => throw new DiagnosticException(
                Diagnostic.Error("DC1070", $"'{text}' is no keep policy; expected longest, first, highest:COLUMN or lowest:COLUMN, for example highest:quality.classifier."), ExitCode.Usage),
        };
    }
}
