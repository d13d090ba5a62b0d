namespace DataCuration.Documents.Diagnostics;

/// <summary>A user's error: printed as diagnostics, without a stack trace, with the exit code that tells a scheduler what to do.</summary>
public sealed class DiagnosticException : Exception
{
    /// <summary>Several diagnostics at once.</summary>
    public DiagnosticException(IReadOnlyList<Diagnostic> diagnostics, ExitCode exitCode)
        : base(string.Join(Environment.NewLine, diagnostics ?? throw new ArgumentNullException(nameof(diagnostics))))
    {
        Diagnostics = diagnostics;
        ExitCode = exitCode;
    }

    /// <summary>One diagnostic.</summary>
    public DiagnosticException(Diagnostic diagnostic, ExitCode exitCode)
        : this([diagnostic], exitCode)
    {
    }

    /// <summary>What to print, in order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>What the process returns.</summary>
    public ExitCode ExitCode { get; }
}
