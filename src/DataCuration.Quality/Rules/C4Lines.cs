// C4's line rules: Raffel et al. 2020 (arXiv 1910.10683), section 2.2, in the order and with the details of datatrove 0.10
// (c4_filters.py, C4QualityFilter). Per line: drop it when a word is longer than 1000 code points; remove citations; drop it without a
// final mark; drop it with fewer than 3 words; lorem ipsum drops the document; drop it when it mentions JavaScript; a curly bracket
// drops the document; drop it when it mentions a policy; count its sentences.
// What differs: the final-mark step is counted both ways and the two document rules only raise flags, so that every option can be
// decided later. The flags are those of the line's turn: a bracket on a line dropped before that step does not count.
namespace DataCuration.Quality.Rules;

/// <summary>Applies C4's line rules to one document. Reuses its memory; single-threaded.</summary>
internal sealed class C4Lines
{
    private const int MaxWordLength = 1000;
    private const int MinWordsPerLine = 3;

    private byte[] _lower = [];
    private byte[] _cited = [];

    /// <summary>Measures a text whose tokens are known.</summary>
    public C4Metrics Measure(ReadOnlySpan<byte> text, ReadOnlySpan<Token> tokens)
    {
        bool mayMention = MentionsAnything(Lower(text));
        bool hasCitation = text.Contains((byte)'[');
        int strictSentences = 0;
        int sentences = 0;
        bool strictLorem = false, lorem = false, strictCurly = false, curly = false;
        int token = 0;
        LineSplitter lines = new(text);
        while (lines.Next())
        {
            int firstToken = token;
            int lineEnd = lines.Start + lines.Length;
            while (token < tokens.Length && tokens[token].Start < lineEnd)
            {
                token++;
            }

            ReadOnlySpan<byte> line = CharacterTable.Trim(text.Slice(lines.Start, lines.Length));
            int words = CountWords(line, out bool hasLongWord);
            if (hasLongWord || words < MinWordsPerLine)
            {
                continue;
            }

            bool wasCited = hasCitation && RemoveCitations(ref line);
            bool isStrict = EndsWithMark(line);
            ReadOnlySpan<byte> lower = mayMention ? Lower(line) : default;
            if (mayMention && lower.IndexOf("lorem ipsum"u8) >= 0)
            {
                lorem = true;
                strictLorem |= isStrict;
            }

            if (mayMention && lower.IndexOf("javascript"u8) >= 0)
            {
                continue;
            }

            if (line.Contains((byte)'{'))
            {
                curly = true;
                strictCurly |= isStrict;
            }

            if (mayMention && MentionsPolicy(lower))
            {
                continue;
            }

            int lineSentences = wasCited ? SentenceCounter.Count(line) : SentenceCounter.Count(tokens[firstToken..token]);
            sentences += lineSentences;
            strictSentences += isStrict ? lineSentences : 0;
        }

        return new C4Metrics
        {
            SentenceCount = strictSentences,
            SentenceCountOfAllLines = sentences,
            HasLoremIpsum = strictLorem,
            HasLoremIpsumOnAnyLine = lorem,
            HasCurlyBracket = strictCurly,
            HasCurlyBracketOnAnyLine = curly,
        };
    }

    private static bool EndsWithMark(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'' && !line.EndsWith("..."u8);

    private static int CountWords(ReadOnlySpan<byte> line, out bool hasLongWord)
    {
        int words = 0;
        int codePoints = 0;
        hasLongWord = false;
        for (int i = 0; i < line.Length;)
        {
            bool isSpace = (CharacterTable.Decode(line, i, out int length) & CharacterClass.WhiteSpace) != 0;
            codePoints = isSpace ? 0 : codePoints + 1;
            words += codePoints == 1 ? 1 : 0;
            hasLongWord |= codePoints > MaxWordLength;
            i += length;
        }

        return words;
    }

    private static bool MentionsAnything(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("lorem ipsum"u8) >= 0 || lower.IndexOf("javascript"u8) >= 0 || MentionsPolicy(lower);

    private static bool MentionsPolicy(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("terms of use"u8) >= 0 || lower.IndexOf("privacy policy"u8) >= 0
        || (lower.IndexOf("cookie"u8) >= 0 && MentionsCookies(lower));

    private static bool MentionsCookies(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("cookie policy"u8) >= 0 || lower.IndexOf("uses cookies"u8) >= 0
        || lower.IndexOf("use of cookies"u8) >= 0 || lower.IndexOf("use cookies"u8) >= 0;

    /// <summary>
    /// Lower case as far as an ASCII phrase can tell: A to Z, and U+212A KELVIN SIGN, the one other code point whose lower case is an
    /// ASCII letter alone.
    /// </summary>
    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text)
    {
        if (_lower.Length < text.Length)
        {
            _lower = new byte[text.Length * 2];
        }

        ReadOnlySpan<byte> kelvin = "\u212A"u8;
        int length = 0;
        while (true)
        {
            int next = text.IndexOf(kelvin);
            ReadOnlySpan<byte> run = next < 0 ? text : text[..next];
            Span<byte> target = _lower.AsSpan(length, run.Length);
            for (int i = 0; i < run.Length; i++)
            {
                byte unit = run[i];
                target[i] = (byte)(unit - 'A') <= 'Z' - 'A' ? (byte)(unit | 0x20) : unit;
            }

            length += run.Length;
            if (next < 0)
            {
                return _lower.AsSpan(0, length);
            }

            _lower[length++] = (byte)'k';
            text = text[(next + kelvin.Length)..];
        }
    }

    /// <summary>Removes <c>[12]</c>, <c>[]</c>, <c>[edit]</c> and <c>[citation needed]</c>; digits of any script.</summary>
    private bool RemoveCitations(ref ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)'['))
        {
            return false;
        }

        if (_cited.Length < line.Length)
        {
            _cited = new byte[line.Length * 2];
        }

        int length = 0;
        for (int i = 0; i < line.Length;)
        {
            int citation = line[i] == (byte)'[' ? CitationLength(line[i..]) : 0;
            if (citation == 0)
            {
                _cited[length++] = line[i];
            }

            i += Math.Max(1, citation);
        }

        line = _cited.AsSpan(0, length);
        return true;
    }

    private static int CitationLength(ReadOnlySpan<byte> at)
    {
        if (at.StartsWith("[edit]"u8))
        {
            return "[edit]"u8.Length;
        }

        if (at.StartsWith("[citation needed]"u8))
        {
            return "[citation needed]"u8.Length;
        }

        int i = 1;
        while (i < at.Length && (CharacterTable.Decode(at, i, out int length) & CharacterClass.Digit) != 0)
        {
            i += length;
        }

        return i < at.Length && at[i] == (byte)']' ? i + 1 : 0;
    }
}
