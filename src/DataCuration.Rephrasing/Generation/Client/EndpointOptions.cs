using DataCuration.Documents.Recipes;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>Where and how to call. Nothing of it enters a request's hash.</summary>
public sealed record EndpointOptions
{
    /// <summary>The address up to and with <c>/v1</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Which server it is.</summary>
    public GenerationServer Server { get; init; } = GenerationServer.Vllm;

    /// <summary>The environment variable that holds the key; null sends none. The key itself is never stored.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Asks for a stream of events: only to survive proxies that cut idle connections.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Calls at once at most. datatrove uses 500 and more against vLLM; 64 is kind to a shared server.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Requests a minute; null for no limit.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Tokens a minute, counted as prompt and cap of the completion; null for no limit.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Calls for one request at most.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>How long one request may take over all its attempts, pauses of the whole lane not counted.</summary>
    public TimeSpan MaxRequestTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A <c>Retry-After</c> above this pauses every request, not only the one that was told so.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A <c>Retry-After</c> above this ends the run: a scheduler waits better than a process.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromHours(1);
}
