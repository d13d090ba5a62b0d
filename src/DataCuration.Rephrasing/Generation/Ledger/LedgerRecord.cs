using System.Text.Json.Serialization;

namespace DataCuration.Rephrasing.Generation.Ledger;

/// <summary>One call: that it was sent, or how it ended. Immutable.</summary>
public sealed record LedgerRecord
{
    /// <summary>An answer.</summary>
    public const string Answered = "ok";

    /// <summary>The server will not answer this request, whenever it is asked.</summary>
    public const string Rejected = "rejected";

    /// <summary>Sent, no answer: perhaps paid for.</summary>
    public const string Lost = "lost";

    /// <summary>About to be sent, at its worst case; another record of the same request says how it ended. Without one it was under way when the process died: perhaps paid for.</summary>
    public const string Sent = "sent";

    /// <summary>Sent, and turned away by the server: not paid for.</summary>
    public const string TurnedAway = "turned-away";

    /// <summary>A test of the server, paid for, that answers no segment.</summary>
    public const string Test = "test";

    /// <summary>SHA-256 of the request's canonical JSON.</summary>
    public required string Hash { get; init; }

    /// <summary>One of the names above.</summary>
    public required string Status { get; init; }

    /// <summary>The answer.</summary>
    public string? Text { get; init; }

    /// <summary>As the server said.</summary>
    [JsonPropertyName("finish_reason")]
    public string? FinishReason { get; init; }

    /// <summary>The server's refusal.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Code { get; init; }

    /// <summary>What the server said about that.</summary>
    public string? Message { get; init; }

    /// <summary>Tokens of the prompt.</summary>
    [JsonPropertyName("prompt_tokens")]
    public long PromptTokens { get; init; }

    /// <summary>Those of them that the server had in its cache.</summary>
    [JsonPropertyName("cached_tokens")]
    public long CachedTokens { get; init; }

    /// <summary>Tokens of the answer.</summary>
    [JsonPropertyName("completion_tokens")]
    public long CompletionTokens { get; init; }

    /// <summary>What it cost, at the prices of that day.</summary>
    public double Cost { get; init; }

    /// <summary>Calls made for it.</summary>
    public int Attempts { get; init; }

    /// <summary>Duration of the call that succeeded.</summary>
    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    /// <summary>When it was written, UTC.</summary>
    [JsonPropertyName("created_utc")]
    public string CreatedUtc { get; init; } = "";

    /// <summary>The request need not be made again.</summary>
    [JsonIgnore]
    public bool IsFinal => Status is Answered or Rejected;

    /// <summary>The tokens together.</summary>
    [JsonIgnore]
    public TokenUsage Usage => new(PromptTokens, CachedTokens, CompletionTokens);
}
