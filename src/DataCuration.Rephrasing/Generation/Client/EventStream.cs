using System.Text;
using System.Text.Json;

namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>
/// Reads a stream of <c>data:</c> lines into one completion. Lines that begin with a colon keep the connection alive and say nothing. A stream may hold an error in
/// place of a chunk, and one that ends without <c>[DONE]</c> was cut. Single-threaded.
/// </summary>
internal sealed class EventStream
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _refusal = new();
    private string _finishReason = "";
    private TokenUsage _usage;

    /// <summary>The whole completion.</summary>
    /// <exception cref="CallFailedException">An error came in the stream, or it was cut.</exception>
    public static async Task<Completion> ReadAsync(Stream body, int maxChars, CancellationToken cancellationToken)
    {
        EventStream stream = new();
        using StreamReader reader = new(body, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            string data = line[5..].Trim();
            if (data == "[DONE]")
            {
                return new Completion(stream._text.ToString(), stream._finishReason, stream._usage)
                {
                    Refusal = stream._refusal.Length > 0 ? stream._refusal.ToString() : null,
                };
            }

            stream.Add(data);
            if (stream._text.Length > maxChars)
                throw Failure("body", $"The answer is longer than {maxChars} characters.");
        }

        throw Failure("stream", "The stream ended before [DONE].");
    }

    private void Add(string data)
    {
        try
        {
            using JsonDocument chunk = JsonDocument.Parse(data);
            JsonElement root = chunk.RootElement;
            if (root.TryGetProperty("error", out _))
            {
                (string message, string code) = ErrorBody.Parse(root);
                throw new CallFailedException(new CallFailure(0, "stream", message) { ErrorCode = code, WasSent = true });
            }

            _usage = CompletionBody.Usage(root) ?? _usage;
            if (!root.TryGetProperty("choices", out JsonElement choices) || choices.GetArrayLength() == 0)
                return;
            JsonElement choice = choices[0];
            if (choice.TryGetProperty("delta", out JsonElement delta))
            {
                _text.Append(CompletionBody.Text(delta, "content"));
                _refusal.Append(CompletionBody.Text(delta, "refusal"));
            }

            if (CompletionBody.Text(choice, "finish_reason") is { Length: > 0 } reason)
                _finishReason = reason;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Failure("body", "A chunk of the stream is no completion: " + exception.Message);
        }
    }

    private static CallFailedException Failure(string code, string message) => new(new CallFailure(0, code, message) { WasSent = true });
}
