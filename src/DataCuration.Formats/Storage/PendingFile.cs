using System.Globalization;

namespace DataCuration.Formats.Storage;

/// <summary>
/// A file in the making: bytes go to <c>.name.WRITER.tmp</c> beside the target; completing flushes them to the disk and renames. The
/// writer's machine and process are in the name, because two ranks may happen to write the same file, and both must end with a whole one.
/// Disposal without completion deletes the temporary file. Single-threaded.
/// </summary>
internal sealed class PendingFile : IAsyncDisposable, IDisposable
{
    private const int BufferBytes = 1 << 16;

    private static readonly string WriterSuffix = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId:x}");

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private bool _isClosed;

    private PendingFile(string path, string temporaryPath, FileStream stream)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        _stream = stream;
    }

    /// <summary>Where to write.</summary>
    public Stream Stream => _stream;

    /// <summary>Creates the folder and the temporary file; a leftover of a killed run is overwritten.</summary>
    public static PendingFile Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string fullPath = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(fullPath) ?? throw new ArgumentException($"'{path}' names no file.", nameof(path));
        Directory.CreateDirectory(folder);
        string temporaryPath = Path.Combine(folder, $".{Path.GetFileName(fullPath)}.{WriterSuffix}.tmp");
        FileStream stream = new(temporaryPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes);
        return new PendingFile(fullPath, temporaryPath, stream);
    }

    /// <summary>Makes the file appear under its name, whole and on the disk.</summary>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
        _isClosed = true;
    }

    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        _stream.Dispose();
        File.Delete(_temporaryPath);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        await _stream.DisposeAsync().ConfigureAwait(false);
        File.Delete(_temporaryPath);
    }
}
