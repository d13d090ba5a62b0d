using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>The value of <c>--jobs</c>.</summary>
internal static class JobCount
{
    /// <exception cref="DiagnosticException">DC2053: it is below 1.</exception>
    public static int Checked(int jobs) => jobs >= 1
        ? jobs
        : throw new DiagnosticException(Diagnostic.Error("DC2053", $"--jobs is {jobs}; expected at least 1."), ExitCode.Usage);
}
