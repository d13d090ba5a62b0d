using DataCuration.Documents.Diagnostics;

namespace DataCuration.Storage.Locations;

/// <summary>
/// An address taken apart: <c>s3://BUCKET/KEY</c>, <c>az://ACCOUNT/CONTAINER/NAME</c>, <c>https://ACCOUNT.blob.core.windows.net/CONTAINER/NAME</c>,
/// or any other <c>http(s)://</c> address. Keys of the first two are literal, as in the clouds' own tools; the last two are URLs.
/// </summary>
/// <param name="Kind">What speaks there.</param>
/// <param name="Account">Azure: the account. Otherwise empty.</param>
/// <param name="Container">The bucket or container; of the web, scheme and host.</param>
/// <param name="Key">The name within it, or the pattern; of the web, path and query.</param>
/// <param name="Root">The address as written up to the key.</param>
internal sealed record StorageLocation(StorageKind Kind, string Account, string Container, string Key, string Root)
{
    private const string BlobDomain = ".blob.core.windows.net";

    /// <summary>What one set of connections leads to.</summary>
    public string Service => $"{Kind}:{Account}/{Container}";

    /// <summary>The address of another key in the same container, in the spelling of this one.</summary>
    public string AddressOf(string key) =>
        Root + (Root.StartsWith("https:", StringComparison.Ordinal) ? string.Join('/', key.Split('/').Select(Uri.EscapeDataString)) : key);

    /// <summary>True for what this project reads; a path on this machine has no scheme.</summary>
    public static bool IsRemote(string location) => location.Contains("://", StringComparison.Ordinal);

    /// <exception cref="DiagnosticException">DC3013: a secret is part of it. DC3016: it is malformed.</exception>
    public static StorageLocation Parse(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        AddressSecrets.Check(location);
        int end = location.IndexOf("://", StringComparison.Ordinal) + 3;
        string rest = location[end..];
        return location[..end] switch
        {
            "s3://" => OfBucket(location, rest, end),
            "az://" => OfAccount(location, rest, end),
            "https://" or "http://" => OfWeb(location, rest, end),
            _ => throw Malformed(location, "expected https://, http://, s3:// or az://"),
        };
    }

    public static DiagnosticException Malformed(string location, string problem) => new(
        Diagnostic.Error("DC3016", $"This is no address that can be read: {problem}. Write https://HOST/PATH, s3://BUCKET/KEY or az://ACCOUNT/CONTAINER/NAME.", location),
        ExitCode.Usage);

    private static StorageLocation OfBucket(string location, string rest, int end)
    {
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < rest.Length - 1
            ? new StorageLocation(StorageKind.S3, "", rest[..slash], rest[(slash + 1)..], location[..(end + slash + 1)])
            : throw Malformed(location, "the bucket or the key is missing");
    }

    private static StorageLocation OfAccount(string location, string rest, int end)
    {
        string[] parts = rest.Split('/', 3);
        return parts.Length == 3 && parts.All(part => part.Length > 0)
            ? new StorageLocation(StorageKind.Azure, parts[0], parts[1], parts[2], location[..(end + parts[0].Length + parts[1].Length + 2)])
            : throw Malformed(location, "the account, the container or the name is missing");
    }

    private static StorageLocation OfWeb(string location, string rest, int end)
    {
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? rest : rest[..slash];
        if (host.EndsWith(BlobDomain, StringComparison.OrdinalIgnoreCase) && location.StartsWith("https:", StringComparison.Ordinal))
        {
            string[] parts = rest.Split('/', 3);
            return parts.Length == 3 && parts[1].Length > 0 && parts[2].Length > 0
                ? new StorageLocation(
                    StorageKind.Azure, host[..^BlobDomain.Length], parts[1], Uri.UnescapeDataString(parts[2]), location[..(end + parts[0].Length + parts[1].Length + 2)])
                : throw Malformed(location, "the container or the name is missing");
        }

        if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? url) || url.Host.Length == 0) throw Malformed(location, "it is no URL");
        if (url.AbsolutePath.Contains('*', StringComparison.Ordinal)) throw Malformed(location, "web servers list no files, so '*' cannot be looked up; name the files, or a list of them with @ before its address");
        return new StorageLocation(StorageKind.Http, "", location[..end] + host, slash < 0 ? "/" : rest[slash..], location[..end] + host);
    }
}
