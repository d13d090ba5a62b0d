using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli.Commands.ImageText;

/// <summary>Assignments such as <c>q1=2.5</c>.</summary>
internal static class NamedNumber
{
    /// <exception cref="DiagnosticException">DC2138: the text is no such assignment.</exception>
    public static KeyValuePair<string, double> Parse(string option, string assignment, string form)
    {
        int at = assignment.LastIndexOf('=');
        return at > 0 && double.TryParse(assignment[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? new(assignment[..at], number)
            : throw new DiagnosticException(Diagnostic.Error("DC2138", $"{option} {assignment}: expected {form}."), ExitCode.Usage);
    }
}
