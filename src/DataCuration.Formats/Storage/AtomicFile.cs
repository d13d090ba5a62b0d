using System.Text;

namespace DataCuration.Formats.Storage;

/// <summary>
/// Writes a file completely or not at all: a temporary file in the same folder (<c>.name.WRITER.tmp</c>), flushed to the disk, renamed
/// over the target. After a failure, or a process killed at any moment, the target is what it was before. The folder is created.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Replaces the file by these bytes.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using PendingFile file = PendingFile.Create(path);
        file.Stream.Write(content);
        file.Complete();
    }

    /// <summary>Replaces the file by this text in UTF-8 without a byte order mark.</summary>
    /// <exception cref="EncoderFallbackException">The text holds a lone surrogate.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Write(string path, string content) => Write(path, Utf8.GetBytes(content));

    /// <summary>Replaces the file by what the callback writes; nothing changes when it throws.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using PendingFile file = PendingFile.Create(path);
        write(file.Stream);
        file.Complete();
    }

    /// <summary>Replaces the file by these bytes.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        PendingFile file = PendingFile.Create(path);
        await using (file.ConfigureAwait(false))
        {
            await file.Stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            file.Complete();
        }
    }

    /// <summary>Replaces the file by this text in UTF-8 without a byte order mark.</summary>
    /// <exception cref="EncoderFallbackException">The text holds a lone surrogate.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static Task WriteAsync(string path, string content, CancellationToken cancellationToken) =>
        WriteAsync(path, Utf8.GetBytes(content), cancellationToken);

    /// <summary>Replaces the file by what the callback writes; nothing changes when it throws or is cancelled.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        PendingFile file = PendingFile.Create(path);
        await using (file.ConfigureAwait(false))
        {
            await write(file.Stream, cancellationToken).ConfigureAwait(false);
            file.Complete();
        }
    }
}
