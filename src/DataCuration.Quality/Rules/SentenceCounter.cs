using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules;

/// <summary>
/// Counts sentences as spaCy's rule-based sentencizer does: a sentence ends after a mark and the punctuation that follows it; a token of
/// white space is no punctuation, so it begins the next sentence, even when it ends the text. Datatrove cuts the text after each sentence
/// but the last, so an empty text is one sentence.
/// </summary>
internal static class SentenceCounter
{
    /// <summary>Sentences of a text.</summary>
    public static int Count(DocumentWords words)
    {
        int sentences = Count(words, 0, words.Count, out bool isEnded);
        return Math.Max(1, isEnded && words.HasTrailingSpace ? sentences + 1 : sentences);
    }

    /// <summary>Sentences of words [first, end) with no white space after them.</summary>
    public static int Count(DocumentWords words, int first, int end) => Count(words, first, end, out _);

    /// <summary>The bytes where a text is cut into sentences: the end of each but the last.</summary>
    public static IReadOnlyList<int> Cuts(DocumentWords words)
    {
        List<int> cuts = [];
        bool isEnded = false;
        for (int i = 0; i < words.Count; i++)
        {
            if (Begins(words, i, ref isEnded))
            {
                cuts.Add(EndOf(words, i - 1));
            }
        }

        if (isEnded && words.HasTrailingSpace)
        {
            cuts.Add(EndOf(words, words.Count - 1));
        }

        return cuts;
    }

    private static int Count(DocumentWords words, int first, int end, out bool isEnded)
    {
        int sentences = first < end ? 1 : 0;
        isEnded = false;
        for (int i = first; i < end; i++)
        {
            sentences += Begins(words, i, ref isEnded) ? 1 : 0;
        }

        return sentences;
    }

    private static bool Begins(DocumentWords words, int i, ref bool isEnded)
    {
        WordTraits traits = words.Known[words.Id(i)].Traits;
        bool begins = isEnded && (words.IsAfterSpace(i) || (traits & (WordTraits.Punctuation | WordTraits.SentenceMark)) == 0);
        isEnded = (traits & WordTraits.SentenceMark) != 0 || (isEnded && !begins);
        return begins;
    }

    private static int EndOf(DocumentWords words, int i) => words.Starts[i] + words.Known[words.Id(i)].Length;
}
