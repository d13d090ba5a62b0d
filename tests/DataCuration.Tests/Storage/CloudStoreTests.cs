using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Storage;

namespace DataCuration.Tests.Storage;

/// <summary>What the clouds' libraries send and how their refusals are understood, against a server that speaks as much of the protocols as reading needs.</summary>
public sealed class CloudStoreTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 700_000).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    private readonly ScriptedServer _server = new();
    private readonly VirtualTime _time = new();
    private readonly RemoteStorage _storage;

    public CloudStoreTests()
    {
        _storage = new RemoteStorage(
            new StorageOptions
            {
                Attempts = 3,
                S3 = new S3Options { Endpoint = _server.Address, PathStyle = true, Anonymous = true },
                Azure = new AzureOptions { Endpoint = _server.Address + "/account", Anonymous = true },
            },
            _time);
        _server.Serve("/bucket/a/1.gz", Content, "\"v1\"");
        _server.Serve("/account/container/a/1.gz", Content, "\"v1\"");
        _server.Serve("/bucket", [], null);
        _server.Serve("/bucket/", [], null);
        _server.Serve("/account/container", [], null);
    }

    public static TheoryData<string> Objects => new("s3://bucket/a/1.gz", "az://account/container/a/1.gz");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _storage.Dispose();
        _server.Dispose();
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Object_is_read_in_ranges_of_one_version(string address)
    {
        (await _storage.MatchAsync(address, Token)).Should().Equal(new RemoteFile(address, Content.Length, "\"v1\""));
        (await ReadAsync(address)).Should().Equal(Content);

        _server.Gets.Should().HaveCount(2).And.OnlyContain(request => request.IfMatch == "\"v1\"" && request.Authorization == null);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Dropped_connection_loses_and_doubles_nothing(string address)
    {
        _server.Troubles.Enqueue(new Trouble { DropAfter = 12_345 });

        (await ReadAsync(address)).Should().Equal(Content);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Slow_down_is_waited_for_and_tried_again(string address)
    {
        _server.Troubles.Enqueue(new Trouble { Status = 503, RetryAfter = "4", Body = "<Error><Code>SlowDown</Code></Error>" });

        (await ReadAsync(address)).Should().Equal(Content);

        _time.Waits.Should().Contain(TimeSpan.FromSeconds(4));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Changed_object_is_DC3014(string address)
    {
        _server.Troubles.Enqueue(new Trouble { Status = 412, Body = "<Error><Code>PreconditionFailed</Code></Error>" });

        (await CodeAsync(address)).Should().Be("DC3014");
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Denied_object_is_DC3011(string address)
    {
        _server.Troubles.Enqueue(new Trouble { Status = 403, Body = "<Error><Code>AccessDenied</Code></Error>" });

        (await CodeAsync(address)).Should().Be("DC3011");
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Object_that_is_not_there_matches_nothing(string address) => (await _storage.MatchAsync(address + "x", Token)).Should().BeEmpty();

    [Fact]
    public async Task S3_listing_goes_through_all_pages_sorts_and_leaves_folders_out()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 200, Body = S3Page("<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>", "a/", "a/2.gz", "a/x.txt") });
        _server.Troubles.Enqueue(new Trouble { Status = 503 });
        _server.Troubles.Enqueue(new Trouble { Status = 200, Body = S3Page("<IsTruncated>false</IsTruncated>", "a/1.gz", "a/b/3.gz") });

        IReadOnlyList<RemoteFile> files = await _storage.MatchAsync("s3://bucket/a/*.gz", Token);

        files.Should().Equal(new RemoteFile("s3://bucket/a/1.gz", 7, "\"v\""), new RemoteFile("s3://bucket/a/2.gz", 7, "\"v\""));
        _server.Gets.Select(request => request.Query).Should().OnlyContain(query => query.Contains("prefix=a%2F", StringComparison.Ordinal));
        _server.Gets.Last().Query.Should().Contain("continuation-token=t");
    }

    [Fact]
    public async Task Azure_listing_goes_through_all_pages_sorts_and_leaves_folders_out()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 200, Body = AzurePage("m", ("a/d", "<hdi_isfolder>true</hdi_isfolder>"), ("a/2.gz", ""), ("a/x.txt", "")) });
        _server.Troubles.Enqueue(new Trouble { Status = 200, Body = AzurePage("", ("a/1.gz", "")) });

        IReadOnlyList<RemoteFile> files = await _storage.MatchAsync("az://account/container/a/*", Token);

        files.Select(file => file.Location).Should().Equal("az://account/container/a/1.gz", "az://account/container/a/2.gz", "az://account/container/a/x.txt");
        files.Should().OnlyContain(file => file.Length == 7 && file.Version == "\"0x1\"");
        _server.Gets.Last().Query.Should().Contain("marker=m");
    }

    [Fact]
    public async Task Bucket_that_is_not_there_is_DC3012()
    {
        _server.Troubles.Enqueue(new Trouble { Status = 404, Body = "<Error><Code>NoSuchBucket</Code></Error>" });

        DiagnosticException failure = (await FluentActions.Awaiting(() => _storage.MatchAsync("s3://bucket/*", Token)).Should().ThrowAsync<DiagnosticException>()).Which;

        failure.Diagnostics[0].Code.Should().Be("DC3012");
        failure.Diagnostics[0].Message.Should().Contain("NoSuchBucket");
    }

    [Theory]
    [InlineData("AZURE_STORAGE_CONNECTION_STRING", "AccountKey=aHVudGVyMg==", "DC3011")]
    public async Task Connection_string_that_is_none_is_DC3011_and_is_not_repeated(string name, string value, string code)
    {
        using RemoteStorage storage = new(new StorageOptions(), _time, variable => variable == name ? value : null);

        Diagnostic problem = (await FluentActions.Awaiting(() => storage.MatchAsync("az://account/container/n", Token)).Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics[0];

        problem.Code.Should().Be(code);
        problem.ToString().Should().NotContain("aHVudGVyMg");
    }

    [Theory]
    [InlineData("AZURE_STORAGE_KEY", "aHVudGVyMg==", "SharedKey account:")]
    [InlineData("AZURE_STORAGE_SAS_TOKEN", "?sv=2022&sig=hunter2", null)]
    public async Task Azure_credentials_come_from_the_environment(string name, string value, string? authorization)
    {
        AzureOptions options = new() { Endpoint = _server.Address + "/account" };
        using RemoteStorage storage = new(new StorageOptions { Azure = options }, _time, variable => variable == name ? value : null);

        RemoteFile file = (await storage.MatchAsync("az://account/container/a/1.gz", Token)).Single();

        file.Location.Should().Be("az://account/container/a/1.gz");
        SeenRequest request = _server.Requests.Single();
        (request.Authorization?.StartsWith(authorization ?? "none", StringComparison.Ordinal) ?? request.Query.Contains("sig=hunter2", StringComparison.Ordinal)).Should().BeTrue();
    }

    [Theory]
    [InlineData("s3://bucket/k")]
    [InlineData("az://account/container/n")]
    public async Task Endpoint_that_is_no_address_is_DC3015(string address)
    {
        StorageOptions options = new() { S3 = new S3Options { Endpoint = "minio" }, Azure = new AzureOptions { Endpoint = "azurite", Anonymous = true } };
        using RemoteStorage storage = new(options, _time);

        (await FluentActions.Awaiting(() => storage.MatchAsync(address, Token)).Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics[0].Code.Should().Be("DC3015");
    }

    private static string S3Page(string more, params string[] keys) =>
        $"<ListBucketResult>{more}{string.Concat(keys.Select(key => $"<Contents><Key>{key}</Key><Size>{(key.EndsWith('/') ? 0 : 7)}</Size><ETag>&quot;v&quot;</ETag></Contents>"))}</ListBucketResult>";

    private static string AzurePage(string next, params (string Name, string Metadata)[] blobs)
    {
        IEnumerable<string> items = blobs.Select(blob =>
            $"<Blob><Name>{blob.Name}</Name><Properties><Content-Length>7</Content-Length><Etag>\"0x1\"</Etag></Properties><Metadata>{blob.Metadata}</Metadata></Blob>");
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"container\"><Blobs>{string.Concat(items)}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>";
    }

    private async Task<byte[]> ReadAsync(string address)
    {
        await using Stream stream = _storage.Open((await _storage.MatchAsync(address, Token)).Single());
        using MemoryStream copy = new();
        await stream.CopyToAsync(copy, Token);
        return copy.ToArray();
    }

    private async Task<string> CodeAsync(string address) =>
        (await FluentActions.Awaiting(() => ReadAsync(address)).Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics[0].Code;
}
