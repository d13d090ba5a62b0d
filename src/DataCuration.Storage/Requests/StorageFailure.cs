namespace DataCuration.Storage.Requests;

/// <summary>One request that did not bring what it asked for. Internal to a request and its repetition; users see diagnostics.</summary>
internal sealed class StorageFailure(FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public FailureKind Kind { get; } = kind;

    /// <summary>How long the server asks to wait; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsRetryable => Kind is FailureKind.Transient or FailureKind.Throttled;

    /// <summary>What an HTTP status means for the request.</summary>
    /// <param name="status">The status.</param>
    /// <param name="retryAfter">What the server asks for.</param>
    /// <param name="detail">The service's own code or reason; never an address, which may be signed.</param>
    /// <param name="inner">The library's exception.</param>
    public static StorageFailure OfStatus(int status, TimeSpan? retryAfter, string? detail, Exception? inner = null)
    {
        FailureKind kind = status switch
        {
            401 or 403 => FailureKind.Denied,
            404 or 410 => FailureKind.NotFound,
            412 or 416 => FailureKind.Changed,
            429 or 503 => FailureKind.Throttled,
            408 or 425 or 500 or 502 or 504 => FailureKind.Transient,
            _ => FailureKind.Refused,
        };
        return new StorageFailure(kind, string.IsNullOrWhiteSpace(detail) ? $"status {status}" : $"status {status}, {detail}", inner) { RetryAfter = retryAfter };
    }
}
