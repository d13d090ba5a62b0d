using DataCuration.Documents.Diagnostics;

namespace DataCuration.Cli;

/// <summary>Files that a verb was given.</summary>
internal static class InputFile
{
    /// <summary>The files, all of which exist.</summary>
    /// <exception cref="DiagnosticException">DC2055: one or more are not there; all of them at once.</exception>
    public static string[] Existing(string[] paths)
    {
        Diagnostic[] missing = [.. paths.Where(path => !File.Exists(path)).Select(path => Diagnostic.Error("DC2055", "There is no such file. Check the path.", path))];
        return missing.Length == 0 ? paths : throw new DiagnosticException(missing, ExitCode.Usage);
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="DiagnosticException">DC2055: there is no such file.</exception>
    public static string Read(string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw new DiagnosticException(
            Diagnostic.Error("DC2055", Directory.Exists(path) ? "This is a folder; give a file." : "There is no such file. Check the path.", path), ExitCode.Usage);
}
