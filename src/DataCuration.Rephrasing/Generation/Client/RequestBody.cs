using System.Text.Json;
using DataCuration.Documents.Recipes;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>Writes the body of a request as a server wants it. Pure.</summary>
internal static class RequestBody
{
    public static byte[] Write(ChatRequest request, GenerationServer server, bool isStreaming)
    {
        using JsonBuffer buffer = JsonBuffer.Take();
        Write(buffer.Writer, request, server, isStreaming);
        return buffer.Written.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, ChatRequest request, GenerationServer server, bool isStreaming)
    {
        writer.WriteStartObject();
        writer.WriteString("model", request.Model);
        request.WriteMessages(writer);
        writer.WriteNumber(server == GenerationServer.OpenAi ? "max_completion_tokens" : "max_tokens", request.MaxTokens);
        writer.WriteNumber("temperature", request.Temperature);
        writer.WriteNumber("top_p", request.TopP);
        if (server is GenerationServer.Vllm or GenerationServer.LlamaCpp)
            writer.WriteNumber("top_k", server == GenerationServer.Vllm ? -1 : 0); // Off; else the model's or the server's default would hold.
        writer.WriteNumber("seed", request.Seed);
        if (isStreaming)
        {
            writer.WriteBoolean("stream", true);
            writer.WriteStartObject("stream_options");
            writer.WriteBoolean("include_usage", true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
