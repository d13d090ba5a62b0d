using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Storage;

/// <summary>Files that are not on this machine: finds them and opens them. Implementations are safe for concurrent use.</summary>
public interface IRemoteFiles
{
    /// <summary>The files that an address or a pattern names, in ordinal order of their addresses, each once; none when nothing matches.</summary>
    /// <exception cref="DiagnosticException">DC3010 to DC3019: the storage cannot be reached, refuses, or the address is malformed.</exception>
    Task<IReadOnlyList<RemoteFile>> MatchAsync(string pattern, CancellationToken cancellationToken);

    /// <summary>
    /// A stream of exactly the listed version: seekable, read-only, single-threaded. A file may be opened several times to be read in several places
    /// at once. Nothing is asked of the storage before the first read.
    /// </summary>
    /// <remarks>Reads throw the same diagnostics as <see cref="MatchAsync"/>, and DC3014 when the file is no longer the listed version.</remarks>
    Stream Open(RemoteFile file);
}
