using System.Text.Json;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>Reads the body of a completion. Pure.</summary>
internal static class CompletionBody
{
    /// <exception cref="CallFailedException">It is no completion.</exception>
    public static Completion Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Parse(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new CallFailedException(new CallFailure(0, "body", "The answer is no completion: " + exception.Message) { WasSent = true });
        }
    }

    /// <exception cref="JsonException">It is no completion.</exception>
    public static Completion Parse(JsonElement root)
    {
        if (!root.TryGetProperty("choices", out JsonElement choices) || choices.GetArrayLength() == 0)
            throw new JsonException("it has no choices.");
        JsonElement choice = choices[0];
        JsonElement message = choice.GetProperty("message");
        string refusal = Text(message, "refusal");
        return new Completion(Text(message, "content"), Text(choice, "finish_reason"), Usage(root) ?? default)
        {
            Refusal = refusal.Length > 0 ? refusal : null,
        };
    }

    public static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static TokenUsage? Usage(JsonElement root)
    {
        if (!root.TryGetProperty("usage", out JsonElement usage) || usage.ValueKind != JsonValueKind.Object)
            return null;
        long cached = usage.TryGetProperty("prompt_tokens_details", out JsonElement details) && details.ValueKind == JsonValueKind.Object
            ? Number(details, "cached_tokens")
            : 0;
        return new TokenUsage(Number(usage, "prompt_tokens"), cached, Number(usage, "completion_tokens"));
    }

    private static long Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : 0;
}
