namespace DataCuration.Quality.Rules.Urls;

/// <summary>The host of an address, cut by the Public Suffix List as tldextract cuts it.</summary>
/// <param name="Subdomain">All before the domain; empty when there is nothing.</param>
/// <param name="Domain">The label before the suffix; the whole host for an IP address.</param>
/// <param name="Suffix">The public suffix; empty when the host has none.</param>
public readonly record struct HostParts(string Subdomain, string Domain, string Suffix)
{
    /// <summary>The domain that somebody registered, for example <c>example.co.uk</c>; empty without a suffix.</summary>
    public string RegisteredDomain => Domain.Length > 0 && Suffix.Length > 0 ? $"{Domain}.{Suffix}" : "";

    /// <summary>The full name; empty without a suffix.</summary>
    public string FullyQualifiedName => RegisteredDomain.Length == 0 ? "" : Subdomain.Length > 0 ? $"{Subdomain}.{RegisteredDomain}" : RegisteredDomain;
}
