using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Storage;
using Parquet;

namespace DataCuration.Formats.Parquet;

/// <summary>Opens, reads and writes Parquet files of the work directory; damage becomes one diagnostic that names the file.</summary>
internal static class WorkFile
{
    /// <summary>Runs a reading step; whatever the library throws on damaged bytes becomes DC1040.</summary>
    public static async Task<T> GuardAsync<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception error) when (IsDamage(error) || error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, error.Message);
        }
        catch (Exception error) when (ReadFailure.IsFromSystem(error))
        {
            throw ReadFailure.Interrupted(path, error);
        }
    }

    /// <summary>Opens a file of the work directory.</summary>
    public static Task<ParquetReader> OpenAsync(string path, CancellationToken cancellationToken) =>
        GuardAsync(path, () => OpenAsync(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), leaveOpen: false, cancellationToken));

    /// <summary>Opens a reader that neither loops nor leaves the file's bounds, whatever the bytes.</summary>
    public static async Task<ParquetReader> OpenAsync(Stream file, bool leaveOpen, CancellationToken cancellationToken)
    {
        BoundedReadStream bounded = new(file);
        try
        {
            await ParquetFooter.CheckAsync(bounded, cancellationToken).ConfigureAwait(false);
            return await ParquetReader.CreateAsync(bounded, null, leaveOpen, cancellationToken).ConfigureAwait(false);
        }
        catch when (!leaveOpen)
        {
            await bounded.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes a whole file whose row groups the callback makes.</summary>
    public static Task WriteAsync(
        string path, ParquetLayout layout, Func<ParquetWriter, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            path,
            async (stream, token) =>
            {
                ParquetWriter writer = await ParquetWriter.CreateAsync(
                    layout.Declared, stream, ParquetLayout.WritingOptions(), cancellationToken: token).ConfigureAwait(false);
                await using (writer.ConfigureAwait(false))
                {
                    await write(writer, token).ConfigureAwait(false);
                }
            },
            cancellationToken);

    /// <summary>The library throws almost any exception on damaged bytes; these are the ones that are not about the bytes.</summary>
    public static bool IsDamage(Exception error) =>
        error is not (OperationCanceledException or OutOfMemoryException or DiagnosticException) && !ReadFailure.IsFromSystem(error);

    public static DiagnosticException Unreadable(string path, string detail) => new(
        Diagnostic.Error(
            "DC1040",
            $"The work directory's file cannot be read: {detail}. Delete this file and run the same command again; it will be made anew.",
            path),
        ExitCode.Failed);
}
