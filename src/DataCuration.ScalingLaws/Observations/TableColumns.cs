using DataCuration.Documents.Diagnostics;

namespace DataCuration.ScalingLaws.Observations;

/// <summary>Which column of a table holds what. A name stands for itself unless it is mapped; one that is mapped to <see cref="Absent"/> is not read.</summary>
public sealed class TableColumns
{
    /// <summary>Says that a table has no such column: runs are then numbered by line, and all belong to the pool <c>all</c>.</summary>
    public const string Absent = "-";

    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal);

    /// <summary>Columns that a table has, or that are mapped.</summary>
    public static IReadOnlyList<string> Required { get; } = ["run", "pool", "unique_tokens", "tokens", "value"];

    /// <summary>Columns that a table may have.</summary>
    public static IReadOnlyList<string> Optional { get; } = ["seed", "weight", "model_parameters", "series"];

    /// <summary>Every name stands for itself.</summary>
    public static TableColumns Default { get; } = new();

    /// <summary>Reads assignments such as <c>value=val_loss</c>.</summary>
    /// <exception cref="DiagnosticException">DC2058: an assignment is malformed, or its name is none of the columns.</exception>
    public static TableColumns Parse(IEnumerable<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        TableColumns columns = new();
        foreach (string assignment in assignments)
        {
            string[] sides = assignment.Split('=', 2);
            bool isKnown = Required.Contains(sides[0]) || Optional.Contains(sides[0]);
            bool isAbsentAllowed = sides[0] is not ("unique_tokens" or "tokens" or "value");
            if (sides.Length != 2 || sides[1].Length == 0 || !isKnown || (sides[1] == Absent && !isAbsentAllowed))
            {
                throw new DiagnosticException(
                    Diagnostic.Error(
                        "DC2058",
                        $"--column {assignment}: expected NAME=HEADER with NAME one of {string.Join(", ", [.. Required, .. Optional])}, for example value=val_loss, or run=- or pool=- for a table without that column."),
                    ExitCode.Usage);
            }

            columns._headers[sides[0]] = sides[1];
        }

        return columns;
    }

    /// <summary>The header that stands for a name.</summary>
    public string HeaderOf(string name) => _headers.GetValueOrDefault(name, name);

    /// <summary>Whether the table is said to have no such column.</summary>
    public bool IsAbsent(string name) => HeaderOf(name) == Absent;
}
