using System.Buffers;

namespace DataCuration.Quality.Extraction;

/// <summary>Characters of scripts that write a word in one or two of them: CJK, kana, Hangul.</summary>
internal static class Ideographs
{
    /// <summary>The characters.</summary>
    public static SearchValues<char> Values { get; } = SearchValues.Create(
        [.. Range('\u3041', '\u30FF'), .. Range('\u3400', '\u9FFF'), .. Range('\uAC00', '\uD7A3')]);

    private static IEnumerable<char> Range(char first, char last)
    {
        for (int c = first; c <= last; c++)
        {
            yield return (char)c;
        }
    }
}
