using System.Security.Cryptography;
using System.Text.Json;

namespace DataCuration.Rephrasing.Generation;

/// <summary>
/// What is asked of a model. Everything that may change the answer is here and nothing else: neither the server's address nor a key, so a text that one server
/// has rephrased is not paid for again when the address changes. Immutable.
/// </summary>
public sealed record ChatRequest
{
    /// <summary>Raised when the canonical form changes, so that old answers are not taken for new requests.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The model's name as the server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>The system message; empty for none.</summary>
    public string System { get; init; } = "";

    /// <summary>The user message.</summary>
    public required string User { get; init; }

    /// <summary>Cap of the completion, tokens.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Sampling temperature; always sent, because servers differ in their defaults.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Nucleus sampling; always sent.</summary>
    public double TopP { get; init; } = 0.9;

    /// <summary>Seed of the server's sampling; servers may ignore it.</summary>
    public long Seed { get; init; }

    /// <summary>Counts answers to one and the same request: another rollout is another request.</summary>
    public int Rollout { get; init; }

    /// <summary>Canonical JSON: keys sorted, no white space.</summary>
    public string Canonical
    {
        get
        {
            using JsonBuffer buffer = JsonBuffer.Take();
            WriteCanonical(buffer.Writer);
            return global::System.Text.Encoding.UTF8.GetString(buffer.Written);
        }
    }

    /// <summary>SHA-256 of the canonical JSON, 64 hex digits: the key of the cache. Computed at each call.</summary>
    public string Hash
    {
        get
        {
            using JsonBuffer buffer = JsonBuffer.Take();
            WriteCanonical(buffer.Writer);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.Written, hash);
            return Convert.ToHexStringLower(hash);
        }
    }

    internal void WriteMessages(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("messages");
        if (System.Length > 0)
            WriteMessage("system", System);
        WriteMessage("user", User);
        writer.WriteEndArray();

        void WriteMessage(string role, string content)
        {
            writer.WriteStartObject();
            writer.WriteString("content", content);
            writer.WriteString("role", role);
            writer.WriteEndObject();
        }
    }

    private void WriteCanonical(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("max_tokens", MaxTokens);
        WriteMessages(writer);
        writer.WriteString("model", Model);
        writer.WriteNumber("rollout", Rollout);
        writer.WriteNumber("schema", SchemaVersion);
        writer.WriteNumber("seed", Seed);
        writer.WriteNumber("temperature", Temperature);
        writer.WriteNumber("top_p", TopP);
        writer.WriteEndObject();
    }
}
