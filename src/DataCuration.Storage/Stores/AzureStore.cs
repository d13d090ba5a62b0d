using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataCuration.Documents.Storage;
using DataCuration.Storage.Locations;
using DataCuration.Storage.Requests;

namespace DataCuration.Storage.Stores;

/// <summary>Azure Blob Storage. Safe for concurrent use.</summary>
internal sealed class AzureStore(AzureClients clients, TimeProvider time) : IObjectStore
{
    // Data Lake accounts list folders as empty blobs with this mark.
    private const string FolderMark = "hdi_isfolder";

    public Task<ObjectPage> ListAsync(StorageLocation container, string prefix, string? continuation, CancellationToken cancellationToken) => RequestAsync(async () =>
    {
        BlobContainerClient client = clients.Of(container.Account).GetBlobContainerClient(container.Container);
        GetBlobsOptions options = new() { Prefix = prefix, Traits = BlobTraits.Metadata };
        IAsyncEnumerable<Page<BlobItem>> pages = client.GetBlobsAsync(options, cancellationToken).AsPages(continuation);
        await foreach (Page<BlobItem> page in pages.ConfigureAwait(false))
        {
            IEnumerable<BlobItem> files = page.Values.Where(item => item.Metadata?.ContainsKey(FolderMark) != true && !item.Name.EndsWith('/'));
            return new ObjectPage(
                [.. files.Select(item => (item.Name, item.Properties.ContentLength ?? 0, item.Properties.ETag?.ToString("H") ?? ""))],
                string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
        }

        return new ObjectPage([], null);
    });

    public Task<RemoteFile> StatAsync(StorageLocation location, string address, CancellationToken cancellationToken) => RequestAsync(async () =>
    {
        Response<BlobProperties> answer = await Blob(location).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return new RemoteFile(address, answer.Value.ContentLength, answer.Value.ETag.ToString("H"));
    });

    public Task<ObjectRange> OpenAsync(StorageLocation location, RemoteFile file, long offset, long count, CancellationToken cancellationToken) => RequestAsync(async () =>
    {
        BlobDownloadOptions options = new()
        {
            Range = new HttpRange(offset, count),
            Conditions = file.Version.Length > 0 ? new BlobRequestConditions { IfMatch = new ETag(file.Version) } : null,
        };
        Response<BlobDownloadStreamingResult> answer = await Blob(location).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
        return new ObjectRange(answer.Value, answer.Value.Content, isWholeFile: false);
    });

    private BlobClient Blob(StorageLocation location) =>
        clients.Of(location.Account).GetBlobContainerClient(location.Container).GetBlobClient(location.Key);

    private async Task<T> RequestAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (RequestFailedException error) when (error.Status != 0)
        {
            string? retryAfter = error.GetRawResponse() is { } answer && answer.Headers.TryGetValue("Retry-After", out string? value) ? value : null;
            throw StorageFailure.OfStatus(error.Status, RetryAfterHeader.Parse(retryAfter, time.GetUtcNow()), error.ErrorCode, error);
        }
        catch (RequestFailedException error)
        {
            throw new StorageFailure(FailureKind.Transient, (error.InnerException ?? error).Message, error);
        }
        catch (AuthenticationFailedException error)
        {
            // What follows lists every source of credentials that was tried.
            throw new StorageFailure(FailureKind.Denied, error.Message.Split(["\n", ". "], StringSplitOptions.None)[0].Trim(), error);
        }
    }
}
