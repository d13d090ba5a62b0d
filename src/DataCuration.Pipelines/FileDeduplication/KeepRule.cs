using System.Globalization;
using System.Text.Json;
using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Which copy of a cluster stays, and the number that decides it for a record. Immutable. Ties: longest text, then smallest id.</summary>
public sealed class KeepRule
{
    private const string ValidForms = "longest, first, newest, oldest, highest:FIELD, lowest:FIELD, sources:A,B,C, none or datatrove";
    private const string Datatrove = "datatrove";

    private readonly string _text;
    private readonly Func<SourceRecord, string, double> _score;

    private KeepRule(string text, KeepPolicy? policy, Func<SourceRecord, string, double> score)
    {
        _text = text;
        Policy = policy;
        _score = score;
    }

    /// <summary>The copy that datatrove 0.10 keeps, whatever it is: it follows from the order of files and hashes.</summary>
    public bool IsDatatrove => _text == Datatrove;

    /// <summary>The policy over scores; null when no copy stays.</summary>
    public KeepPolicy? Policy { get; }

    /// <summary>
    /// <c>longest</c>; <c>first</c> (smallest id); <c>newest</c>, <c>oldest</c> by the date; <c>highest:FIELD</c>, <c>lowest:FIELD</c> by a number in
    /// the record; <c>sources:A,B</c> by the source, the first named first; <c>none</c>; <c>datatrove</c>, with its preset.
    /// </summary>
    /// <exception cref="DiagnosticException">DC1070: none of these.</exception>
    public static KeepRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string argument = colon < 0 ? "" : text[(colon + 1)..].Trim();
        switch (colon < 0 ? text : text[..colon])
        {
            case "none" when colon < 0:
                return new KeepRule(text, null, (_, _) => 0);
            case Datatrove when colon < 0:
                return new KeepRule(text, KeepPolicy.Parse("first"), (_, _) => 0);
            case "newest" when colon < 0:
                return new KeepRule(text, new KeepPolicy(KeepOrder.Highest, "date"), (record, _) => DateOf(record));
            case "oldest" when colon < 0:
                return new KeepRule(text, new KeepPolicy(KeepOrder.Lowest, "date"), (record, _) => DateOf(record));
            case "sources" when argument.Length > 0:
                string[] order = argument.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                return new KeepRule(text, new KeepPolicy(KeepOrder.Lowest, "source"), (_, source) => Array.IndexOf(order, source) is >= 0 and int place ? place : double.NaN);
            case "highest" or "lowest" when argument.Length > 0:
                return new KeepRule(text, KeepPolicy.Parse(text), (record, _) => NumberOf(record, argument));
            case "longest" or "first" when colon < 0:
                return new KeepRule(text, KeepPolicy.Parse(text), (_, _) => 0);
            default:
                throw new DiagnosticException(Diagnostic.Error("DC1070", $"--keep is '{text}'; expected one of {ValidForms}."), ExitCode.Usage);
        }
    }

    /// <summary>The number that the policy compares; NaN when the record has none.</summary>
    public double ScoreOf(SourceRecord record, string source) => _score(record, source);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static double DateOf(SourceRecord record) =>
        DateTimeOffset.TryParse(record.Date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date.UtcTicks
            : double.NaN;

    private static double NumberOf(SourceRecord record, string field)
    {
        if (record.Metadata is null)
        {
            return double.NaN;
        }

        using JsonDocument metadata = JsonDocument.Parse(record.Metadata);
        return metadata.RootElement.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
    }
}
