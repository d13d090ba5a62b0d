using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>A text file that a verb was given.</summary>
internal static class InputFile
{
    /// <exception cref="DiagnosticException">DC2055: there is no such file.</exception>
    public static string Read(string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw new DiagnosticException(
            Diagnostic.Error("DC2055", Directory.Exists(path) ? "This is a folder; give a file." : "There is no such file. Check the path.", path), ExitCode.Usage);
}
