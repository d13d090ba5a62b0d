// URL deduplication (Llama 3, 2024, section 3.1.1: the latest version of each URL stays). What makes two addresses one page is convention, not standard: scheme, a
// leading "www.", default ports, fragments, a slash at the end and parameters that only track visitors do not count; host names ignore case, paths do not;
// parameters are compared in alphabetic order. Cost: one parse an address.
using System.IO.Hashing;
using System.Text;

namespace DataCuration.Deduplication.Exact;

/// <summary>A 128-bit key of an address. Pure.</summary>
public static class UrlKey
{
    /// <summary>Bumped when keys change.</summary>
    public const string AlgorithmVersion = "1";

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "_ga", "ref_src",
        "sessionid", "phpsessid", "jsessionid", "sid",
    };

    /// <summary>The key; null when the text is no absolute web address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="scope">Addresses of different scopes have different keys; see <see cref="DocumentSketcher.ScopeOf"/>.</param>
    public static UInt128? Of(string? url, ulong scope) =>
        Normalise(url) is { } normal ? XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(normal), (long)scope) : null;

    /// <summary>The address as it is compared; null when the text is no absolute web address.</summary>
    public static string? Normalise(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return null;
        }

        string host = uri.IdnHost.ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        string[] parameters =
        [
            .. uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsTracking(parameter.Split('=')[0])).Order(StringComparer.Ordinal),
        ];
        return host + (uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}")) + uri.AbsolutePath.TrimEnd('/')
            + (parameters.Length > 0 ? "?" + string.Join('&', parameters) : "");
    }

    private static bool IsTracking(string name) => name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name);
}
