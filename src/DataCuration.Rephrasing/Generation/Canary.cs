using System.Globalization;
using System.Text;
using DataCuration.Rephrasing.Segments;

namespace DataCuration.Rephrasing.Generation;

/// <summary>
/// One prompt of the greatest length that the run will send, with a word at its very start and another at its end that the model is to repeat. A server that cuts prompts
/// without a word, a wrong chat template, or a model that does not follow instructions shows here, before the money is spent.
/// </summary>
public static class Canary
{
    private const double BytesPerToken = 3.5;

    // A prompt of which the server counted less than this share of the estimate was cut: no tokenizer is that much better.
    private const double LeastShare = 0.4;

    private static readonly string[] Filler =
    [
        "The river was low that summer and the boats lay in the mud. ", "A baker opened his shop before the sun rose. ",
        "Nobody had written down how the old bridge was built. ", "She counted the lamps along the harbour and went home. ",
    ];

    /// <summary>The request.</summary>
    /// <param name="model">The model.</param>
    /// <param name="promptTokens">Estimated tokens of the run's longest prompt.</param>
    /// <param name="seed">Chooses the two words.</param>
    public static ChatRequest Request(string model, int promptTokens, ulong seed)
    {
        (string first, string last) = Words(seed);
        StringBuilder text = new();
        text.Append("FIRST WORD: ").Append(first).Append("\n\n");
        string end = $"\n\nLAST WORD: {last}\n\nReply with the first word and the last word of this message, both, and nothing else.";
        double cost = TokenEstimate.Of(text.ToString() + end, BytesPerToken);
        for (int i = 0; cost < promptTokens; i++)
        {
            text.Append(Filler[i % Filler.Length]);
            cost += Filler[i % Filler.Length].Length / BytesPerToken;
        }

        return new ChatRequest { Model = model, User = text.Append(end).ToString(), MaxTokens = 256, Temperature = 0, TopP = 1 };
    }

    /// <summary>What an answer shows.</summary>
    public static CanaryFinding Judge(ChatRequest request, Completion answer, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(answer);
        (string first, string last) = Words(seed);
        bool hasFirst = answer.Text.Contains(first, StringComparison.OrdinalIgnoreCase);
        bool hasLast = answer.Text.Contains(last, StringComparison.OrdinalIgnoreCase);
        double estimate = TokenEstimate.Of(request.User, BytesPerToken);
        if (answer.Usage.Prompt > 0 && answer.Usage.Prompt < LeastShare * estimate)
            return CanaryFinding.Truncated;
        if (answer.Text.Contains("<think>", StringComparison.Ordinal))
            return CanaryFinding.Thinks;
        return hasFirst && hasLast ? CanaryFinding.Passed
            : hasFirst || hasLast ? CanaryFinding.Truncated
            : CanaryFinding.NoEcho;
    }

    // Two words that no text and no vocabulary holds, so that only reading them explains repeating them.
    private static (string First, string Last) Words(ulong seed)
    {
        ulong hash = Documents.StableHash.Of(default, seed ^ 0x63616E617279);
        return ("K" + Hex(hash >> 40), "V" + Hex(hash & 0xFFFFFF));

        static string Hex(ulong value) => value.ToString("X6", CultureInfo.InvariantCulture);
    }
}
