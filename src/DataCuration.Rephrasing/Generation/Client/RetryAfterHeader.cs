using System.Globalization;
using System.Net.Http.Headers;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>How long a server asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as an HTTP date. Pure.</summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Value("retry-after-ms") is { } milliseconds && double.TryParse(milliseconds, CultureInfo.InvariantCulture, out double ms) && IsTime(ms / 1000))
            return TimeSpan.FromMilliseconds(ms);
        if (Value("Retry-After") is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
            return IsTime(seconds) ? TimeSpan.FromSeconds(seconds) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) && date > now ? date - now : null;

        string? Value(string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault()?.Trim() : null;
    }

    // A number that is no time a person could mean is no wish at all.
    private static bool IsTime(double seconds) => seconds is > 0 and < 1e7;
}
