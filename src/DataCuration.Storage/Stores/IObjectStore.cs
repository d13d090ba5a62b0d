using DataCuration.Documents.Storage;
using DataCuration.Storage.Locations;
using DataCuration.Storage.Requests;

namespace DataCuration.Storage.Stores;

/// <summary>
/// What the pipeline needs of a storage: list, look at, open a range. Each method makes one request and throws <see cref="StorageFailure"/>, or what
/// connections throw; repeating is the caller's business. Safe for concurrent use.
/// </summary>
internal interface IObjectStore
{
    /// <summary>One page of the names that begin with a prefix.</summary>
    /// <param name="container">An address in the bucket or container.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="continuation">Where the last page ended; null for the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<ObjectPage> ListAsync(StorageLocation container, string prefix, string? continuation, CancellationToken cancellationToken);

    /// <summary>Length and version of one file.</summary>
    Task<RemoteFile> StatAsync(StorageLocation location, string address, CancellationToken cancellationToken);

    /// <summary>The bytes of the listed version from an offset; a server may send more than was asked for, from the start.</summary>
    Task<ObjectRange> OpenAsync(StorageLocation location, RemoteFile file, long offset, long count, CancellationToken cancellationToken);
}
