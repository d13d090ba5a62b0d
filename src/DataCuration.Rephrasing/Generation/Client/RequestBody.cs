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
        {
            // Off; else the model's file (vLLM) or the server's defaults (llama.cpp: the 40 likeliest, and none below a twentieth of the likeliest) would hold.
            bool isVllm = server == GenerationServer.Vllm;
            writer.WriteNumber("top_k", isVllm ? -1 : 0);
            writer.WriteNumber("min_p", 0);
            writer.WriteNumber(isVllm ? "repetition_penalty" : "repeat_penalty", 1);
        }

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
