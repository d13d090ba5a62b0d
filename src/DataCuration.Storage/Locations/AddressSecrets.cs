using DataCuration.Documents.Diagnostics;

namespace DataCuration.Storage.Locations;

/// <summary>Finds secrets in addresses: passwords before the host, and the parameters of signed URLs. Pure.</summary>
internal static class AddressSecrets
{
    private static readonly HashSet<string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "sig", "signature", "x-amz-signature", "x-amz-credential", "x-amz-security-token", "awsaccesskeyid", "x-goog-signature", "x-goog-credential",
        "token", "access_token", "api_key", "apikey", "key", "password", "secret",
    };

    /// <summary>Throws when the address holds one; the message does not repeat it.</summary>
    /// <exception cref="DiagnosticException">DC3013.</exception>
    public static void Check(string location)
    {
        int scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (!location.StartsWith("http", StringComparison.OrdinalIgnoreCase) || scheme < 0) return;
        int start = scheme + 3;
        int path = location.IndexOfAny(['/', '?', '#'], start);
        int at = location.AsSpan(start, (path < 0 ? location.Length : path) - start).LastIndexOf('@');
        if (at >= 0) throw Found(location[..start] + "…" + location[(start + at)..], "a user name or password before the host");
        int query = location.IndexOf('?', StringComparison.Ordinal);
        if (query < 0) return;
        foreach (string part in location[(query + 1)..].Split('&'))
        {
            string name = Uri.UnescapeDataString(part.Split('=', 2)[0]);
            if (Parameters.Contains(name)) throw Found(location[..query] + "?…", $"the parameter '{name}'");
        }
    }

    private static DiagnosticException Found(string location, string what) => new(
        Diagnostic.Error(
            "DC3013",
            $"The address holds a secret ({what}), which would end in the work directory and in logs. Leave it out: keys and tokens come from the environment; see docs/storage.md.",
            location),
        ExitCode.Usage);
}
