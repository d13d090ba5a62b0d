using System.Text;

namespace DataCuration.Formats.Storage;

/// <summary>
/// Files that are complete or absent: written under a temporary name in the same folder, flushed to the device, renamed.
/// The temporary name is fixed, so a rerun overwrites what a killed run left.
/// </summary>
public static class AtomicFile
{
    /// <summary>The temporary name of a file: hidden, in the same folder, with the extension <c>.tmp</c>.</summary>
    public static string TemporaryPath(string path) => Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + ".tmp");

    /// <summary>Creates the folder and opens the temporary file for writing.</summary>
    public static FileStream OpenTemporary(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(TemporaryPath(path), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
    }

    /// <summary>Renames a flushed temporary file to its final name.</summary>
    public static void Publish(string path) => File.Move(TemporaryPath(path), path, overwrite: true);

    /// <summary>Writes bytes.</summary>
    public static async Task WriteAllBytesAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        FileStream stream = OpenTemporary(path);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        Publish(path);
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static Task WriteAllTextAsync(string path, string text, CancellationToken cancellationToken) =>
        WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
}
