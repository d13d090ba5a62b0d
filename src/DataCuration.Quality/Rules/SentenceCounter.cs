namespace DataCuration.Quality.Rules;

/// <summary>
/// Counts sentences as spaCy's rule-based sentencizer does: a sentence ends after a terminal mark and the punctuation that follows it.
/// </summary>
internal static class SentenceCounter
{
    /// <summary>Sentences of a text.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        int sentences = 0;
        bool isEnded = true;
        TokenScanner scanner = new(text);
        while (scanner.Next())
        {
            Step(scanner.Current, ref sentences, ref isEnded);
        }

        return sentences;
    }

    /// <summary>Sentences of a sequence of tokens.</summary>
    public static int Count(ReadOnlySpan<Token> tokens)
    {
        int sentences = 0;
        bool isEnded = true;
        foreach (ref readonly Token token in tokens)
        {
            Step(in token, ref sentences, ref isEnded);
        }

        return sentences;
    }

    private static void Step(in Token token, ref int sentences, ref bool isEnded)
    {
        bool isMark = token.EndsSentence;
        if (isEnded && (sentences == 0 || !(isMark || token.IsPunctuation)))
        {
            sentences++;
            isEnded = false;
        }

        isEnded |= isMark;
    }
}
