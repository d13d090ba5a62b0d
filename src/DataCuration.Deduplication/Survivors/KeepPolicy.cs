using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Survivors;

/// <summary>Which copy of a cluster stays. Ties go to the longest text, then to the smallest id; a NaN score loses to every number.</summary>
/// <param name="Order">What is compared first.</param>
/// <param name="Column">The score column, for example <c>quality.classifier</c>; null for the orders that need none.</param>
public sealed record KeepPolicy(KeepOrder Order, string? Column)
{
    private const string ValidForms = "longest, first, highest:COLUMN, lowest:COLUMN";

    /// <summary>Reads the recipe's form: <c>longest</c>, <c>first</c>, <c>highest:COLUMN</c> or <c>lowest:COLUMN</c>.</summary>
    /// <exception cref="DiagnosticException">DC1070: none of these.</exception>
    public static KeepPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string order = colon < 0 ? text : text[..colon];
        string? column = colon < 0 ? null : text[(colon + 1)..].Trim();
        return (order.Trim(), column) switch
        {
            ("longest", null) => new KeepPolicy(KeepOrder.Longest, null),
            ("first", null) => new KeepPolicy(KeepOrder.First, null),
            ("highest", { Length: > 0 }) => new KeepPolicy(KeepOrder.Highest, column),
            ("lowest", { Length: > 0 }) => new KeepPolicy(KeepOrder.Lowest, column),
            ("highest" or "lowest", _) => throw Unknown(text, $"'{order.Trim()}' needs a score column, for example '{order.Trim()}:quality.classifier'"),
            ("longest" or "first", _) => throw Unknown(text, $"'{order.Trim()}' takes no column"),
            _ => throw Unknown(text, $"it is no known order; the nearest is '{Nearest(order.Trim())}'"),
        };
    }

    /// <summary>The recipe's form; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => Order switch
    {
        KeepOrder.Longest => "longest",
        KeepOrder.First => "first",
        KeepOrder.Highest => $"highest:{Column}",
        _ => $"lowest:{Column}",
    };

    private static DiagnosticException Unknown(string text, string why) =>
        new(Diagnostic.Error("DC1070", $"deduplicate.keep is '{text}': {why}. Use one of: {ValidForms}."), ExitCode.Usage);

    private static string Nearest(string order) =>
        new[] { "longest", "first", "highest:COLUMN", "lowest:COLUMN" }.MinBy(form => EditDistance(order, form.Split(':')[0]))!;

    /// <summary>Levenshtein's distance.</summary>
    private static int EditDistance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int substitution = previous[j] + (char.ToLowerInvariant(left[i]) == right[j] ? 0 : 1);
                current[j + 1] = Math.Min(substitution, Math.Min(previous[j + 1], current[j]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
