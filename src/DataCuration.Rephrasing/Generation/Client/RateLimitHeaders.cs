using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// OpenAI's account of its limits, for refusals that name no time to wait: of requests and tokens, the one that is used up (<c>x-ratelimit-remaining-…: 0</c>) says when it is full
/// again (<c>x-ratelimit-reset-…</c>, as <c>1s</c>, <c>6m0s</c> or <c>120ms</c>). Pure.
/// </summary>
internal static partial class RateLimitHeaders
{
    private static readonly string[] Limits = ["requests", "tokens"];

    /// <summary>How long until all used-up limits are full again; null when none is.</summary>
    public static TimeSpan? Reset(HttpResponseHeaders headers)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (string limit in Limits)
        {
            if (Value(headers, "x-ratelimit-remaining-" + limit) == "0" && Duration(Value(headers, "x-ratelimit-reset-" + limit)) is { } reset && reset > longest)
                longest = reset;
        }

        return longest > TimeSpan.Zero ? longest : null;
    }

    private static TimeSpan? Duration(string? text)
    {
        if (text is null || Units().Match(text) is not { Success: true } match || text.Length == 0)
            return null;
        double seconds = (3600 * Number("h")) + (60 * Number("m")) + Number("s") + (Number("ms") / 1000);
        return TimeSpan.FromSeconds(seconds);

        double Number(string unit) => match.Groups[unit] is { Success: true } group ? double.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
    }

    private static string? Value(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault()?.Trim() : null;

    [GeneratedRegex(@"\A(?:(?<h>\d{1,4})h)?(?:(?<m>\d{1,6})m(?!s))?(?:(?<s>\d{1,6}(?:\.\d+)?)s)?(?:(?<ms>\d{1,9}(?:\.\d+)?)ms)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}
