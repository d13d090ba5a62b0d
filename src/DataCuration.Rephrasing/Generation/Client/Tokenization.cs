using System.Text.Json;
using DataCuration.Documents.Recipes;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// Asks a server how many tokens a text has: <c>POST /tokenize</c>, which vLLM and llama.cpp have beside <c>/v1</c>, each with fields of its own. Pure.
/// </summary>
internal static class Tokenization
{
    /// <summary>The path, relative to the parent of the endpoint's last segment.</summary>
    public const string Path = "tokenize";

    /// <summary>The body; null for a server that has no such call.</summary>
    public static byte[]? Write(GenerationServer server, string model, string text)
    {
        if (server is not (GenerationServer.Vllm or GenerationServer.LlamaCpp))
            return null;
        using JsonBuffer buffer = JsonBuffer.Take();
        Utf8JsonWriter writer = buffer.Writer;
        writer.WriteStartObject();
        if (server == GenerationServer.Vllm)
        {
            writer.WriteString("model", model);
            writer.WriteString("prompt", text);
            writer.WriteBoolean("add_special_tokens", false);
        }
        else
        {
            writer.WriteString("content", text);
        }

        writer.WriteEndObject();
        return buffer.Written.ToArray();
    }

    /// <summary>The tokens that an answer counts (vLLM) or lists (both); null when it does neither.</summary>
    public static int? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (root.TryGetProperty("count", out JsonElement count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out int number))
                return number;
            return root.TryGetProperty("tokens", out JsonElement tokens) && tokens.ValueKind == JsonValueKind.Array ? tokens.GetArrayLength() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
