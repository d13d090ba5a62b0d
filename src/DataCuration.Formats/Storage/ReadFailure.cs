using DataCuration.Documents.Diagnostics;

namespace DataCuration.Formats.Storage;

/// <summary>Tells the system's refusal to read (a disk, a network share) from bytes that are wrong: only the second is the file's fault.</summary>
internal static class ReadFailure
{
    private const int GenericIoError = unchecked((int)0x80131620);

    /// <summary>True for I/O errors that carry the system's error number; libraries throw the generic one for bad bytes.</summary>
    public static bool IsFromSystem(Exception error) =>
        error is UnauthorizedAccessException
        || (error is IOException and not EndOfStreamException && error.HResult != GenericIoError);

    /// <summary>DC1001: the file cannot be opened.</summary>
    public static DiagnosticException CannotOpen(string path, Exception error) => new(
        Diagnostic.Error("DC1001", $"The file cannot be opened: {error.Message} Check the source's files and their permissions.", path),
        ExitCode.BadInput);

    /// <summary>DC1007: the system stopped reading a file that could be opened.</summary>
    public static DiagnosticException Interrupted(string path, Exception error) => new(
        Diagnostic.Error("DC1007", $"The system failed while reading the file: {error.Message} Check the disk or the network share, then run the same command again.", path),
        ExitCode.Temporary);
}
