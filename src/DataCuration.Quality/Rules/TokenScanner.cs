using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules;

/// <summary>
/// Splits UTF-8 text into tokens without allocating, close to spaCy's English rules, whose counts datatrove uses. White space (as Python
/// defines it) always separates. A word is a run of letters, digits and marks; what <see cref="Joins"/> says stays inside. English
/// contractions are split ("do" "n't", "it" "'s"), an address with "://" is one token, a hyphen or slash before a word belongs to it.
/// Every other visible code point is a token of its own, save that full stops, hyphens and slashes in a row are one.
/// </summary>
internal ref struct TokenScanner(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    /// <summary>The token found by the last <see cref="Next"/>.</summary>
    public Token Current { get; private set; }

    /// <summary>Moves to the next token; false at the end of the text.</summary>
    public bool Next()
    {
        ReadOnlySpan<byte> text = _text;
        int position = _position;
        while (position < text.Length)
        {
            CharacterClass first = CharacterTable.Decode(text, position, out int length);
            if ((first & CharacterClass.WhiteSpace) != 0)
            {
                position += length;
                continue;
            }

            Current = (first & CharacterClass.Word) != 0
                ? ScanWord(position, length, first)
                : ScanMark(position, length, first);
            _position = Current.Start + Current.Length;
            return true;
        }

        _position = position;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Token ScanWord(int start, int length, CharacterClass first)
    {
        ReadOnlySpan<byte> text = _text;
        CharacterClass union = first;
        CharacterClass previous = first;
        bool isSymbol = (first & CharacterClass.Symbol) != 0;
        int codePoints = 1;
        int position = start + length;
        while (position < text.Length)
        {
            CharacterClass current = CharacterTable.Decode(text, position, out length);
            if ((current & CharacterClass.Word) == 0)
            {
                int joiner = length;
                if ((current & CharacterClass.WhiteSpace) != 0)
                {
                    break;
                }

                if (text[position] == (byte)':' && text[position..].StartsWith("://"u8))
                {
                    return ScanAddress(start, union);
                }

                if (IsClitic(text[position..], joiner, out bool isNegation) && !(isNegation && codePoints == 1))
                {
                    // "don't" is "do" and "n't": the n goes with the next token.
                    bool takesN = isNegation && text[position - 1] is (byte)'n' or (byte)'N';
                    position -= takesN ? 1 : 0;
                    codePoints -= takesN ? 1 : 0;
                    break;
                }

                joiner = text[position] == (byte)':' && text[position..].StartsWith("::"u8) ? 2 : joiner;
                if (position + joiner >= text.Length)
                {
                    break;
                }

                CharacterClass next = CharacterTable.Decode(text, position + joiner, out length);
                if ((next & CharacterClass.Word) == 0 || !Joins(text.Slice(position, joiner), previous, next))
                {
                    break;
                }

                codePoints += joiner == 2 && text[position] == (byte)':' ? 2 : 1;
                isSymbol &= (current & CharacterClass.Symbol) != 0;
                position += joiner;
                current = next;
            }

            union |= current;
            isSymbol &= (current & CharacterClass.Symbol) != 0;
            previous = current;
            codePoints++;
            position += length;
        }

        return new Token(start, position - start, codePoints, union, isSymbol);
    }

    /// <summary>Whether a mark between two word characters stays inside the word.</summary>
    private static bool Joins(ReadOnlySpan<byte> mark, CharacterClass previous, CharacterClass next) => mark[0] switch
    {
        (byte)'\'' or (byte)'_' or (byte)'@' or (byte)'&' => true,
        (byte)'.' => (previous & CharacterClass.UpperCase) != 0 || (next & CharacterClass.UpperCase) == 0,
        (byte)',' => (previous & next & CharacterClass.Digit) != 0,
        (byte)':' => mark.Length == 2 || (next & CharacterClass.Letter) == 0,
        (byte)'/' or (byte)'=' or (byte)'<' or (byte)'>' => (next & CharacterClass.Letter) == 0,
        (byte)'-' => (previous & next & CharacterClass.Letter) == 0 && (previous & next & CharacterClass.Digit) == 0,
        (byte)'(' or (byte)'[' or (byte)'\\' or (byte)'|' or (byte)'$' => true,
        _ => mark.SequenceEqual("’"u8),
    };

    /// <summary>An apostrophe that starts one of 's, 't, 'd, 'm, 're, 've and 'll at the end of a word.</summary>
    private static bool IsClitic(ReadOnlySpan<byte> at, int mark, out bool isNegation)
    {
        isNegation = false;
        if (!(at[0] == (byte)'\'' || at.StartsWith("’"u8)) || at.Length <= mark)
        {
            return false;
        }

        ReadOnlySpan<byte> letters = at[mark..];
        byte first = (byte)(letters[0] | 0x20);
        byte second = letters.Length > 1 ? (byte)(letters[1] | 0x20) : (byte)0;
        int length = first is (byte)'s' or (byte)'t' or (byte)'d' or (byte)'m' ? 1
            : (first is (byte)'r' or (byte)'v' && second == (byte)'e') || (first == (byte)'l' && second == (byte)'l') ? 2 : 0;
        isNegation = first == (byte)'t';
        return length > 0 && (letters.Length == length || (CharacterTable.Decode(letters, length, out _) & CharacterClass.Word) == 0);
    }

    private readonly bool FollowsWord(int position) =>
        position > 0 && (CharacterTable.DecodeLast(_text, position, out _) & CharacterClass.Word) != 0;

    /// <summary>An address goes on to white space, less the punctuation at its end.</summary>
    private readonly Token ScanAddress(int start, CharacterClass union)
    {
        int end = start;
        while (end < _text.Length && (CharacterTable.Decode(_text, end, out int length) & CharacterClass.WhiteSpace) == 0)
        {
            end += length;
        }

        int trimmed = start + _text[start..end].TrimEnd(".,;:!?)]}>\"'"u8).Length;
        return new Token(start, trimmed - start, CharacterTable.CountCodePoints(_text[start..trimmed]), union, IsSymbol: false);
    }

    private readonly Token ScanMark(int start, int length, CharacterClass mark)
    {
        ReadOnlySpan<byte> text = _text;
        int end = start + length;
        byte first = text[start];
        if (first is (byte)'.' or (byte)'-' or (byte)'/')
        {
            while (end < text.Length && text[end] == first)
            {
                end++;
            }
        }

        if (end < text.Length && first is (byte)'-' or (byte)'/' or (byte)'\\' or (byte)'\'' or 0xE2)
        {
            CharacterClass next = end < text.Length ? CharacterTable.Decode(text, end, out length) : CharacterClass.None;
            bool isGlued = first is (byte)'-' or (byte)'/' or (byte)'\\'
                ? (next & CharacterClass.Word) != 0 && !FollowsWord(start)
                : IsClitic(text[start..], end - start, out _);
            if (isGlued)
            {
                Token word = ScanWord(end, length, next);
                int marks = CharacterTable.CountCodePoints(text[start..end]);
                return new Token(start, word.Start + word.Length - start, word.CodePoints + marks, word.Classes, word.IsSymbol);
            }
        }

        return new Token(start, end - start, CharacterTable.CountCodePoints(text[start..end]), mark, (mark & CharacterClass.Symbol) != 0);
    }
}
