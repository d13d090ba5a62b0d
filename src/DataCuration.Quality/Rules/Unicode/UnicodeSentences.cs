using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>Counts sentences of words that <see cref="UnicodeWords"/> cut.</summary>
internal static class UnicodeSentences
{
    /// <summary>Sentences of words [first, end); 0 without words.</summary>
    public static int Count(DocumentWords words, int first, int end) => first < end ? 1 + words.CountAfterSpace(first + 1, end) : 0;
}
