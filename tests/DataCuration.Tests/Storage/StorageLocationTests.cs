using DataCuration.Documents.Diagnostics;
using DataCuration.Storage.Locations;

namespace DataCuration.Tests.Storage;

public sealed class StorageLocationTests
{
    [Theory]
    [InlineData("s3://bucket/a/b #1.jsonl", "S3", "", "bucket", "a/b #1.jsonl")]
    [InlineData("az://account/container/a/b.jsonl", "Azure", "account", "container", "a/b.jsonl")]
    [InlineData("https://account.blob.core.windows.net/container/a%20b.jsonl", "Azure", "account", "container", "a b.jsonl")]
    [InlineData("https://data.commoncrawl.org/a/b.gz?x=1", "Http", "", "https://data.commoncrawl.org", "/a/b.gz?x=1")]
    [InlineData("http://account.blob.core.windows.net:8080/c/n", "Http", "", "http://account.blob.core.windows.net:8080", "/c/n")]
    public void Parse_takes_an_address_apart(string address, string kind, string account, string container, string key)
    {
        StorageLocation location = StorageLocation.Parse(address);

        (location.Kind.ToString(), location.Account, location.Container, location.Key).Should().Be((kind, account, container, key));
    }

    [Theory]
    [InlineData("s3://bucket/a/*.gz", "a/x y.gz", "s3://bucket/a/x y.gz")]
    [InlineData("az://account/container/*", "x#y", "az://account/container/x#y")]
    [InlineData("https://account.blob.core.windows.net/container/*", "a/x y#.gz", "https://account.blob.core.windows.net/container/a/x%20y%23.gz")]
    public void Address_of_a_key_reads_back_as_that_key(string pattern, string key, string address)
    {
        string made = StorageLocation.Parse(pattern).AddressOf(key);

        made.Should().Be(address);
        StorageLocation.Parse(made).Key.Should().Be(key);
    }

    [Theory]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    [InlineData("s3:///key")]
    [InlineData("az://account/container")]
    [InlineData("az://account//name")]
    [InlineData("https://account.blob.core.windows.net/container/")]
    [InlineData("https://host/a/*.gz")]
    [InlineData("https://")]
    [InlineData("gs://bucket/key")]
    [InlineData("ftp://host/file")]
    public void Malformed_address_is_DC3016(string address) =>
        FluentActions.Invoking(() => StorageLocation.Parse(address)).Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC3016");

    [Theory]
    [InlineData("https://user:hunter2@host/a.gz")]
    [InlineData("https://account.blob.core.windows.net/c/n?sv=2022&sig=hunter2")]
    [InlineData("https://bucket.s3.amazonaws.com/k?X-Amz-Credential=A&X-Amz-Signature=hunter2")]
    [InlineData("https://storage.googleapis.com/b/k?x-goog-signature=hunter2")]
    [InlineData("https://host/a.gz?access_token=hunter2")]
    public void Secret_in_an_address_is_DC3013_and_is_not_repeated(string address)
    {
        Diagnostic problem = FluentActions.Invoking(() => StorageLocation.Parse(address)).Should().Throw<DiagnosticException>().Which.Diagnostics[0];

        problem.Code.Should().Be("DC3013");
        problem.ToString().Should().NotContain("hunter2");
    }

    [Theory]
    [InlineData("https://host/a.gz?page=2&keyword=sig")]
    [InlineData("https://host/user@example/a.gz")]
    public void Ordinary_address_holds_no_secret(string address) => StorageLocation.Parse(address).Kind.Should().Be(StorageKind.Http);
}
