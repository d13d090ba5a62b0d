using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DataCuration.Documents.Storage;
using DataCuration.Storage.Locations;
using DataCuration.Storage.Requests;

namespace DataCuration.Storage.Stores;

/// <summary>
/// Web servers. A range is asked for under the listed entity tag (If-Match; RFC 9110, section 13.1.1) or, without a strong one, under the time of the
/// last change; and the answer is compared with both, because not every server looks. Safe for concurrent use.
/// </summary>
internal sealed class HttpStore(HttpClient client, TimeProvider time) : IObjectStore
{
    public Task<ObjectPage> ListAsync(StorageLocation container, string prefix, string? continuation, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Web servers list no files.");

    public async Task<RemoteFile> StatAsync(StorageLocation location, string address, CancellationToken cancellationToken)
    {
        using HttpRequestMessage head = new(HttpMethod.Head, address);
        using HttpResponseMessage answer = await client.SendAsync(head, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented))
        {
            Check(answer);
            if (answer.Content.Headers.ContentLength is { } length) return new RemoteFile(address, length, VersionOf(answer));
        }

        // No HEAD here, or none that tells the length: the first byte's answer names it.
        using HttpRequestMessage get = new(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(0, 0) } };
        using HttpResponseMessage first = await client.SendAsync(get, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        Check(first);
        long? total = first.StatusCode == HttpStatusCode.PartialContent ? first.Content.Headers.ContentRange?.Length : first.Content.Headers.ContentLength;
        return total is { } bytes
            ? new RemoteFile(address, bytes, VersionOf(first))
            : throw new StorageFailure(FailureKind.Unexpected, "it does not tell the file's length (neither Content-Length nor Content-Range); download the file and read it from disk");
    }

    public async Task<ObjectRange> OpenAsync(StorageLocation location, RemoteFile file, long offset, long count, CancellationToken cancellationToken)
    {
        using HttpRequestMessage get = new(HttpMethod.Get, file.Location);
        get.Headers.Range = new RangeHeaderValue(offset, offset + count - 1);
        AddCondition(get, file.Version);
        HttpResponseMessage answer = await client.SendAsync(get, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            Check(answer);
            CheckVersion(answer, file, offset);
            Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new ObjectRange(answer, body, isWholeFile: answer.StatusCode != HttpStatusCode.PartialContent);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private static void CheckVersion(HttpResponseMessage answer, RemoteFile file, long offset)
    {
        ContentRangeHeaderValue? range = answer.Content.Headers.ContentRange;
        bool isPart = answer.StatusCode == HttpStatusCode.PartialContent;
        if (isPart && range?.From != offset)
        {
            throw new StorageFailure(FailureKind.Unexpected, string.Create(CultureInfo.InvariantCulture, $"asked for bytes from {offset}, it sent '{range}'"));
        }

        long? length = isPart ? range!.Length : answer.Content.Headers.ContentLength;
        if (length is { } bytes && bytes != file.Length)
        {
            throw new StorageFailure(FailureKind.Changed, string.Create(CultureInfo.InvariantCulture, $"its length was {file.Length} and is {bytes}"));
        }

        string version = VersionOf(answer);
        if (version != file.Version && version.Length > 0 && file.Version.Length > 0)
        {
            throw new StorageFailure(FailureKind.Changed, $"its version was {file.Version} and is {version}");
        }
    }

    /// <summary>The entity tag, else the time of the last change in the form of its header, else nothing.</summary>
    private static string VersionOf(HttpResponseMessage answer) =>
        answer.Headers.ETag?.ToString() ?? answer.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture) ?? "";

    private static void AddCondition(HttpRequestMessage get, string version)
    {
        // A weak tag never matches under If-Match (RFC 9110, section 8.8.3.2).
        if (version.StartsWith('"') && EntityTagHeaderValue.TryParse(version, out EntityTagHeaderValue? tag))
        {
            get.Headers.IfMatch.Add(tag);
        }
        else if (DateTimeOffset.TryParseExact(version, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset changed))
        {
            get.Headers.IfUnmodifiedSince = changed;
        }
    }

    private void Check(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return;
        string? retryAfter = answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        throw StorageFailure.OfStatus((int)answer.StatusCode, RetryAfterHeader.Parse(retryAfter, time.GetUtcNow()), answer.ReasonPhrase);
    }
}
