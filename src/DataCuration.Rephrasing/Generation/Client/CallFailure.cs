namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>How a call failed. Immutable.</summary>
/// <param name="Status">The HTTP status; 0 when no answer came.</param>
/// <param name="Code">A short name: <c>http-429</c>, <c>timeout</c>, <c>connection</c>, <c>stream</c>, <c>body</c>.</param>
/// <param name="Message">What the server said, secrets taken out, short.</param>
internal sealed record CallFailure(int Status, string Code, string Message)
{
    /// <summary>The code in the error body, such as <c>insufficient_quota</c>; empty when there is none.</summary>
    public string ErrorCode { get; init; } = "";

    /// <summary>The server's wish how long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header <c>x-should-retry</c>.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>The request was sent, so the server may have worked, and may charge, for it.</summary>
    public bool WasSent { get; init; }

    /// <summary>A sign that the server has too much to do.</summary>
    public bool IsOverload => Status is 429 or 503 || Code == "timeout";
}
