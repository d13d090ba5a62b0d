using System.Globalization;

namespace DataCuration.Storage.Requests;

/// <summary>Reads Retry-After (RFC 9110, section 10.2.3): seconds, or a date. Pure.</summary>
internal static class RetryAfterHeader
{
    /// <summary>How long to wait; null when the header is absent, malformed or in the past.</summary>
    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) && date > now
            ? date - now
            : null;
    }
}
