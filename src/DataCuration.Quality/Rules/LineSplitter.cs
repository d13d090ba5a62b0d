using System.Buffers;

namespace DataCuration.Quality.Rules;

/// <summary>
/// The lines of a text as Python's <c>str.splitlines</c> cuts them: at LF, CR, CRLF, VT, FF, FS, GS, RS, NEL, LS and PS; no empty line
/// after a final break.
/// </summary>
internal ref struct LineSplitter(ReadOnlySpan<byte> text)
{
    // 0xC2 and 0xE2 start NEL (C2 85), LS (E2 80 A8) and PS (E2 80 A9).
    private static readonly SearchValues<byte> Candidates =
        SearchValues.Create([0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0xC2, 0xE2]);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    /// <summary>Where the current line starts in the text.</summary>
    public int Start { get; private set; }

    /// <summary>The bytes of the current line, without its break.</summary>
    public int Length { get; private set; }

    /// <summary>Moves to the next line; false at the end.</summary>
    public bool Next()
    {
        if (_position >= _text.Length)
        {
            return false;
        }

        Start = _position;
        int search = _position;
        while (true)
        {
            int found = _text[search..].IndexOfAny(Candidates);
            if (found < 0)
            {
                Length = _text.Length - Start;
                _position = _text.Length;
                return true;
            }

            search += found;
            int width = BreakWidth(_text[search..]);
            if (width > 0)
            {
                Length = search - Start;
                _position = search + width;
                return true;
            }

            search++;
        }
    }

    private static int BreakWidth(ReadOnlySpan<byte> at) => at[0] switch
    {
        0x0D => at.Length > 1 && at[1] == 0x0A ? 2 : 1,
        0xC2 => at.Length > 1 && at[1] == 0x85 ? 2 : 0,
        0xE2 => at.Length > 2 && at[1] == 0x80 && at[2] is 0xA8 or 0xA9 ? 3 : 0,
        _ => 1,
    };
}
