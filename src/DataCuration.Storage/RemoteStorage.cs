using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Storage.Locations;
using DataCuration.Storage.Reading;
using DataCuration.Storage.Requests;
using DataCuration.Storage.Stores;

namespace DataCuration.Storage;

/// <summary>
/// Files on web servers, in Amazon S3 and what is compatible with it, and in Azure Blob Storage. Nothing is connected to before it is asked for, so a
/// recipe with local files only costs nothing. Safe for concurrent use.
/// </summary>
public sealed class RemoteStorage : IRemoteFiles, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly RequestRunner _runner;
    private readonly Lazy<HttpClient> _http;
    private readonly Lazy<HttpStore> _web;
    private readonly Lazy<Amazon.S3.AmazonS3Client> _s3Client;
    private readonly Lazy<S3Store> _s3;
    private readonly Lazy<AzureStore> _azure;

    /// <summary>Storage with the credentials of the process's environment.</summary>
    /// <param name="options">Limits and endpoints.</param>
    /// <param name="time">For waiting between attempts.</param>
    public RemoteStorage(StorageOptions options, TimeProvider time)
        : this(options, time, Environment.GetEnvironmentVariable)
    {
    }

    internal RemoteStorage(StorageOptions options, TimeProvider time, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(options);
        _runner = new RequestRunner(options.Connections, options.Attempts, time);
        _http = new Lazy<HttpClient>(CreateHttp);
        _web = new Lazy<HttpStore>(() => new HttpStore(_http.Value, time));
        _s3Client = new Lazy<Amazon.S3.AmazonS3Client>(() => S3Clients.Create(options.S3));
        _s3 = new Lazy<S3Store>(() => new S3Store(_s3Client.Value, time));
        _azure = new Lazy<AzureStore>(() => new AzureStore(new AzureClients(options.Azure, variable), time));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RemoteFile>> MatchAsync(string pattern, CancellationToken cancellationToken)
    {
        StorageLocation location = StorageLocation.Parse(pattern);
        if (location.Kind == StorageKind.Http || !KeyPattern.HasWildcard(location.Key))
        {
            return await StatAsync(location, pattern, cancellationToken).ConfigureAwait(false) is { } file ? [file] : [];
        }

        SortedDictionary<string, RemoteFile> found = new(StringComparer.Ordinal);
        string prefix = KeyPattern.Prefix(location.Key);
        string? continuation = null;
        do
        {
            string? from = continuation;
            ObjectPage page = await AskAsync(
                location, pattern, (store, timer) => store.ListAsync(location, prefix, from, timer.Token), cancellationToken).ConfigureAwait(false);
            foreach ((string key, long length, string version) in page.Objects.Where(item => KeyPattern.Matches(location.Key, item.Key)))
            {
                string address = location.AddressOf(key);
                found[address] = new RemoteFile(address, length, version);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [.. found.Values];
    }

    /// <inheritdoc/>
    public Stream Open(RemoteFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        StorageLocation location = StorageLocation.Parse(file.Location);
        return new RemoteStream(file, new ObjectReader(StoreOf(location, file.Location), location, file, _runner));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_http.IsValueCreated) _http.Value.Dispose();
        if (_s3Client.IsValueCreated) _s3Client.Value.Dispose();
    }

    private async Task<RemoteFile?> StatAsync(StorageLocation location, string address, CancellationToken cancellationToken) =>
        await AskAsync(
            location,
            address,
            async (store, timer) =>
            {
                try
                {
                    return await store.StatAsync(location, address, timer.Token).ConfigureAwait(false);
                }
                catch (StorageFailure failure) when (failure.Kind == FailureKind.NotFound)
                {
                    return null;
                }
            },
            cancellationToken).ConfigureAwait(false);

    private Task<T> AskAsync<T>(StorageLocation location, string address, Func<IObjectStore, IdleTimer, Task<T>> ask, CancellationToken cancellationToken)
    {
        IObjectStore store = StoreOf(location, address);
        return _runner.RunAsync(location, address, timer => ask(store, timer), () => 0, cancellationToken);
    }

    private IObjectStore StoreOf(StorageLocation location, string address)
    {
        try
        {
            return location.Kind switch
            {
                StorageKind.S3 => _s3.Value,
                StorageKind.Azure => _azure.Value,
                _ => _web.Value,
            };
        }
        catch (StorageFailure failure)
        {
            throw RequestRunner.Explain(address, failure, attempt: 1, delay: default);
        }
    }

    private static HttpClient CreateHttp()
    {
        // Bytes as stored: a compressed file is told by its content, and ranges count what is on the wire.
        SocketsHttpHandler handler = new() { AutomaticDecompression = System.Net.DecompressionMethods.None, ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("curate/0.1");
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
        return client;
    }
}
