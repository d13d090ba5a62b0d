using DataCuration.Documents;

namespace DataCuration.Rephrasing.Checks;

/// <summary>
/// Reads question-answer pairs and keeps a seeded subset, by the rules of Nemotron-CC's diverse QA. Differs: their shuffle has no seed; ours
/// hashes the document's id, so every machine keeps the same pairs. Pure.
/// </summary>
public static class QuestionAnswerPairs
{
    private const int TokensPerPairs = 150;
    private const int PairsPerTokens = 10;

    /// <summary>The pairs, each "Question: …\nAnswer: …"; empty when the first line is not a question. Questions without an answer are left out.</summary>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> lines =
        [
            .. text.Split('\n')
                .Select(line => line.Trim().TrimStart('-', '*').Replace("**", "", StringComparison.Ordinal).Trim())
                .Where(line => line.Length > 0),
        ];
        if (lines.Count == 0 || !IsQuestion(lines[0]))
            return [];

        List<string> pairs = [];
        List<string> current = [];
        foreach (string line in lines.Append("Question:"))
        {
            if (IsQuestion(line))
            {
                if (current.Any(entry => entry.StartsWith("Answer:", StringComparison.Ordinal)))
                    pairs.Add(string.Join('\n', current));
                current.Clear();
            }

            current.Add(line);
        }

        return pairs;
    }

    /// <summary>Between 1 and max(1, ⌊10 · tokens / 150⌋) of the pairs, shuffled: one draw for how many, one hash a pair for the order.</summary>
    /// <param name="pairs">The pairs in their order.</param>
    /// <param name="sourceTokens">Tokens of the source text.</param>
    /// <param name="document">The source document.</param>
    /// <param name="seed">The recipe's seed.</param>
    public static IReadOnlyList<string> Choose(IReadOnlyList<string> pairs, int sourceTokens, DocumentId document, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        int most = Math.Max(1, PairsPerTokens * sourceTokens / TokensPerPairs);
        int count = 1 + (int)(StableHash.Of(document, seed) % (ulong)most);
        return
        [
            .. pairs.Select((pair, i) => (Pair: pair, Key: StableHash.Of(document, seed + 1 + (ulong)i), Place: i))
                .OrderBy(entry => entry.Key)
                .ThenBy(entry => entry.Place)
                .Take(count)
                .Select(entry => entry.Pair),
        ];
    }

    private static bool IsQuestion(string line) => line.StartsWith("Question:", StringComparison.Ordinal);
}
