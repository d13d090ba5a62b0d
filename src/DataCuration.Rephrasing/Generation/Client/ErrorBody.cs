using System.Text.Json;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// Reads what servers write when they fail: OpenAI's <c>{"error":{message,type,code}}</c>, TGI's <c>{"error":"…","error_type":"…"}</c>, FastAPI's
/// <c>{"detail":…}</c>, older vLLM's <c>{"object":"error",…}</c>, HTML of a proxy, or nothing. Pure.
/// </summary>
internal static class ErrorBody
{
    private const int MaxMessage = 300;

    public static (string Message, string Code) Parse(string body)
    {
        string text = body.Trim();
        if (text.StartsWith('{'))
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                return Parse(document.RootElement);
            }
            catch (JsonException)
            {
                // A cut or mixed body is shown as it is.
            }
        }

        return text.Length == 0 ? ("The server gave no reason.", "") : (Short(text), "");
    }

    public static (string Message, string Code) Parse(JsonElement root)
    {
        if (root.TryGetProperty("error", out JsonElement error))
        {
            if (error.ValueKind == JsonValueKind.Object)
            {
                string code = Text(error, "code");
                return (Short(Text(error, "message")), IsName(code) ? code : Text(error, "type"));
            }

            return (Short(error.ToString()), Text(root, "error_type"));
        }

        if (root.TryGetProperty("detail", out JsonElement detail))
            return (Short(detail.ToString()), "");
        return root.TryGetProperty("message", out _) ? (Short(Text(root, "message")), Text(root, "type")) : (Short(root.ToString()), "");
    }

    // llama.cpp and vLLM repeat the status as the code; the type then says more.
    private static bool IsName(string code) => code.Length > 0 && !char.IsAsciiDigit(code[0]);

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : "";

    private static string Short(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxMessage ? line : line[..MaxMessage] + "…";
    }
}
