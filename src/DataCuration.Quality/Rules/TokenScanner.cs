using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Rules;

/// <summary>
/// Splits UTF-8 text into tokens without allocating. A word is a run of letters, digits and marks; an apostrophe, a full stop, an
/// underscore or an at sign between two of them stays inside, a comma or colon only between digits. Every other visible code point
/// is a token of its own, save that full stops and hyphens in a row are one. White space (as Python defines it) always separates.
/// Close to the token counts of spaCy's English rules, which datatrove uses, but not equal to them: spaCy also splits contractions.
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
                if ((current & CharacterClass.WhiteSpace) != 0 || position + joiner >= text.Length)
                {
                    break;
                }

                CharacterClass next = CharacterTable.Decode(text, position + joiner, out length);
                if ((next & CharacterClass.Word) == 0 || !Joins(text.Slice(position, joiner), previous, next))
                {
                    break;
                }

                codePoints++;
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

    private static bool Joins(ReadOnlySpan<byte> mark, CharacterClass previous, CharacterClass next) => mark[0] switch
    {
        (byte)'\'' or (byte)'_' or (byte)'@' => true,
        (byte)'.' => (previous & CharacterClass.UpperCase) != 0 || (next & CharacterClass.UpperCase) == 0,
        (byte)',' or (byte)':' => (previous & next & CharacterClass.Digit) != 0,
        _ => mark.SequenceEqual("’"u8),
    };

    private readonly Token ScanMark(int start, int length, CharacterClass mark)
    {
        ReadOnlySpan<byte> text = _text;
        int end = start + length;
        byte first = text[start];
        if (first is (byte)'.' or (byte)'-')
        {
            while (end < text.Length && text[end] == first)
            {
                end++;
            }
        }

        return new Token(start, end - start, length == 1 ? end - start : 1, mark, (mark & CharacterClass.Symbol) != 0);
    }
}
