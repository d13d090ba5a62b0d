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
        catch (Exception error) when (IsDamage(error))
        {
            throw Unreadable(path, error.Message);
        }
    }

    /// <summary>Opens a reader.</summary>
    public static Task<ParquetReader> OpenAsync(string path, CancellationToken cancellationToken) =>
        GuardAsync(path, () => ParquetReader.CreateAsync(path, ParquetLayout.ReadingOptions(), cancellationToken));

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
    public static bool IsDamage(Exception error) => error is not (OperationCanceledException or OutOfMemoryException or DiagnosticException);

    public static DiagnosticException Unreadable(string path, string detail) => new(
        Diagnostic.Error(
            "DC1040",
            $"The work directory's file cannot be read: {detail}. Delete this file and run the same command again; it will be made anew.",
            path),
        ExitCode.Failed);
}
