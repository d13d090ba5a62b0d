using System.Net.Http.Headers;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// The key, from its environment variable to the header and nowhere else. Servers repeat keys in their error texts, so every text of theirs goes through
/// <see cref="Redact"/> before anything keeps it. Immutable.
/// </summary>
internal sealed class ApiKey
{
    private const string Mask = "(key)";

    private readonly string? _key;

    private ApiKey(string? key) => _key = key;

    /// <summary>The key that a variable holds; none without a variable.</summary>
    public static ApiKey Read(string? variable) => new(variable is null ? null : Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } key ? key : null);

    public bool IsPresent => _key is not null;

    public AuthenticationHeaderValue? Header => _key is null ? null : new AuthenticationHeaderValue("Bearer", _key);

    /// <summary>A text without the key.</summary>
    public string Redact(string text) => _key is null ? text : text.Replace(_key, Mask, StringComparison.Ordinal);

    /// <summary>Says nothing.</summary>
    public override string ToString() => Mask;
}
