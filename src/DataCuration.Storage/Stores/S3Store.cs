using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using DataCuration.Documents.Storage;
using DataCuration.Storage.Locations;
using DataCuration.Storage.Requests;

namespace DataCuration.Storage.Stores;

/// <summary>Amazon S3 and compatible servers. Safe for concurrent use.</summary>
internal sealed class S3Store(IAmazonS3 client, TimeProvider time) : IObjectStore
{
    public Task<ObjectPage> ListAsync(StorageLocation container, string prefix, string? continuation, CancellationToken cancellationToken) => RequestAsync(async () =>
    {
        ListObjectsV2Request request = new() { BucketName = container.Container, Prefix = prefix, ContinuationToken = continuation };
        ListObjectsV2Response page = await client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);

        // Consoles make empty objects that end in a slash and call them folders.
        return new ObjectPage(
            [.. (page.S3Objects ?? []).Where(item => !item.Key.EndsWith('/')).Select(item => (item.Key, item.Size ?? 0, item.ETag ?? ""))],
            page.IsTruncated == true ? page.NextContinuationToken : null);
    });

    public Task<RemoteFile> StatAsync(StorageLocation location, string address, CancellationToken cancellationToken) => RequestAsync(async () =>
    {
        GetObjectMetadataRequest request = new() { BucketName = location.Container, Key = location.Key };
        GetObjectMetadataResponse answer = await client.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
        return new RemoteFile(address, answer.ContentLength, answer.ETag ?? "");
    });

    public Task<ObjectRange> OpenAsync(StorageLocation location, RemoteFile file, long offset, long count, CancellationToken cancellationToken) => RequestAsync(async () =>
    {
        GetObjectRequest request = new()
        {
            BucketName = location.Container,
            Key = location.Key,
            ByteRange = new ByteRange(offset, offset + count - 1),
            EtagToMatch = file.Version.Length > 0 ? file.Version : null,
        };
        GetObjectResponse answer = await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            // Not every compatible server looks at If-Match.
            if (file.Version.Length > 0 && answer.ETag is { Length: > 0 } tag && tag.Trim('"') != file.Version.Trim('"'))
            {
                throw new StorageFailure(FailureKind.Changed, $"its entity tag was {file.Version} and is {tag}");
            }

            string expected = string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-");
            bool isPart = answer.ContentRange?.StartsWith(expected, StringComparison.OrdinalIgnoreCase) == true;
            return isPart || string.IsNullOrEmpty(answer.ContentRange)
                ? new ObjectRange(answer, answer.ResponseStream, isWholeFile: !isPart)
                : throw new StorageFailure(FailureKind.Unexpected, $"asked for {expected}, it sent '{answer.ContentRange}'");
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    });

    private async Task<T> RequestAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (AmazonServiceException error) when (error.StatusCode != 0)
        {
            string? retryAfter = (error.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue("Retry-After");
            throw StorageFailure.OfStatus((int)error.StatusCode, RetryAfterHeader.Parse(retryAfter, time.GetUtcNow()), error.ErrorCode, error);
        }
        catch (AmazonServiceException error)
        {
            throw new StorageFailure(FailureKind.Transient, Innermost(error).Message, error);
        }
        catch (AmazonClientException error)
        {
            // What follows lists every source of credentials that was tried, a line each.
            throw new StorageFailure(FailureKind.Denied, error.Message.Split(['\n', '.'])[0], error);
        }
    }

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
