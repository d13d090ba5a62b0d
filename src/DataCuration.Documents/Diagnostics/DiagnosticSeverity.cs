namespace DataCuration.Documents.Diagnostics;

/// <summary>How much a diagnostic matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The run goes on.</summary>
    Warning,

    /// <summary>The run stops or does not start.</summary>
    Error,
}
