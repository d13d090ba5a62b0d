using System.Globalization;

namespace DataCuration.Documents.Encodings;

/// <summary>How much a decoded text looks like words: the wrong single-byte encoding gives rare letters, symbols inside words, capitals behind small letters and mixed scripts. Pure.</summary>
internal static class WordScore
{
    private const int FrequentLetter = 2;
    private const int MostFrequentLetter = 3;
    private const int MostFrequentCount = 11;
    private const int TurkishCount = 3;
    private const int CapitalAtStart = 1;
    private const int OtherCharacter = -2;
    private const int SymbolInWord = -3;
    private const int MixedScripts = -4;
    private const int NoCharacter = -8;

    /// <summary>The sum over all characters beyond ASCII; comparable only between decodings of the same bytes.</summary>
    /// <param name="text">The decoded text.</param>
    /// <param name="letters">The small letters beyond ASCII, the most frequent first.</param>
    public static int Of(string text, string letters)
    {
        HashSet<char> frequent = [.. letters];
        bool isLatin = letters[0] < '\u0250';

        // The Latin encodings share most letters, which must weigh the same in all; only Turkish has three that others use seldom.
        int mostFrequent = !isLatin ? MostFrequentCount : letters[0] == 'ğ' ? TurkishCount : 0;
        HashSet<char> most = [.. letters.AsSpan(0, mostFrequent)];
        int score = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] <= '\x7F') continue;
            if (most.Contains(text[i])) score += MostFrequentLetter - FrequentLetter;
            score += Of(text[i], i > 0 ? text[i - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ', frequent, isLatin);
        }

        return score;
    }

    private static int Of(char c, char before, char after, HashSet<char> frequent, bool isLatin)
    {
        if (c is '\uFFFD' or (>= '\x80' and < '\xA0')) return NoCharacter;
        if (!char.IsLetter(c) && !frequent.Contains(c)) return char.IsLetter(before) && char.IsLetter(after) ? SymbolInWord : 0;
        if (!isLatin && (char.IsAsciiLetter(before) || char.IsAsciiLetter(after))) return MixedScripts;
        if (frequent.Contains(c)) return FrequentLetter;
        if (!frequent.Contains(char.ToLower(c, CultureInfo.InvariantCulture))) return OtherCharacter;
        return char.IsLower(before) ? OtherCharacter : char.IsLetter(before) ? 0 : CapitalAtStart;
    }
}
