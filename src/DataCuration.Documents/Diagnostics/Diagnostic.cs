using System.Globalization;
using System.Text;

namespace DataCuration.Documents.Diagnostics;

/// <summary>
/// What went wrong, where, what was expected and what to do. The code's page is docs/errors/CODE.md.
/// DC1xxx data, DC2xxx recipe, DC3xxx environment, DC4xxx probes and laws, DC5xxx distribution.
/// </summary>
/// <param name="Code">For example <c>DC2003</c>.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Message">One or two sentences ending with the remedy.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message)
{
    /// <summary>The file, as the user wrote it or absolute; null when no file is at fault.</summary>
    public string? File { get; init; }

    /// <summary>1-based line; 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>1-based column; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>An error.</summary>
    public static Diagnostic Error(string code, string message, string? file = null, int line = 0, int column = 0) =>
        new(code, DiagnosticSeverity.Error, message) { File = file, Line = line, Column = column };

    /// <summary>A warning.</summary>
    public static Diagnostic Warning(string code, string message, string? file = null, int line = 0, int column = 0) =>
        new(code, DiagnosticSeverity.Warning, message) { File = file, Line = line, Column = column };

    /// <summary>The canonical form that editors and MSBuild recognise: <c>file(line,col): error DC2001: message</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(File ?? "curate");
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({Line},{Math.Max(1, Column)})");
        }

        string severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return text.Append(": ").Append(severity).Append(' ').Append(Code).Append(": ").Append(Message).ToString();
    }
}
