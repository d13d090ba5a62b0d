using System.Buffers;
using System.Text.Json;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Generation.Client;

namespace DataCuration.Rephrasing.Generation.Batches;

/// <summary>The lines of a batch's files. Pure.</summary>
internal static class BatchLines
{
    private const string Path = "/v1/chat/completions";

    public static byte[] Write(ChatRequest request, string hash, GenerationServer server)
    {
        ArrayBufferWriter<byte> buffer = new(request.User.Length + 512);
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("custom_id", hash);
            writer.WriteString("method", "POST");
            writer.WriteString("url", Path);
            writer.WritePropertyName("body");
            RequestBody.Write(writer, request, server, isStreaming: false);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The request's hash, and the answer or how it failed; null when the line is none.</summary>
    public static BatchAnswer? Read(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string hash = CompletionBody.Text(root, "custom_id");
            if (hash.Length != 64)
            {
                return null;
            }

            if (!root.TryGetProperty("response", out JsonElement response) || response.ValueKind != JsonValueKind.Object)
            {
                return new BatchAnswer(hash, null, 0, ErrorBody.Parse(root).Message);
            }

            int status = response.TryGetProperty("status_code", out JsonElement code) ? code.GetInt32() : 0;
            JsonElement body = response.GetProperty("body");
            return status == 200
                ? new BatchAnswer(hash, CompletionBody.Parse(body), status, "")
                : new BatchAnswer(hash, null, status, ErrorBody.Parse(body).Message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
