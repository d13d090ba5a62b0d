using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>Counts sentences of words that <see cref="UnicodeWords"/> cut.</summary>
internal static class UnicodeSentences
{
    /// <summary>Sentences of words [first, end); 0 without words.</summary>
    public static int Count(DocumentWords words, int first, int end)
    {
        int sentences = first < end ? 1 : 0;
        for (int i = first + 1; i < end; i++)
        {
            sentences += words.IsAfterSpace(i) ? 1 : 0;
        }

        return sentences;
    }
}
