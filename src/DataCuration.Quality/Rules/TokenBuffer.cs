namespace DataCuration.Quality.Rules;

/// <summary>
/// The tokens of one document, with the two joined forms that the repetition rules compare: with one space between tokens, and
/// without. Arrays are reused from document to document. Single-threaded.
/// </summary>
internal sealed class TokenBuffer
{
    private Token[] _tokens = new Token[1024];
    private byte[] _spaced = new byte[8192];
    private byte[] _glued = new byte[8192];
    private int[] _gluedStarts = new int[1024];
    private int[] _codePoints = new int[1024];

    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens in order.</summary>
    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>The tokens' bytes with one space after each.</summary>
    public ReadOnlySpan<byte> Spaced => _spaced;

    /// <summary>The tokens' bytes without any space.</summary>
    public ReadOnlySpan<byte> Glued => _glued;

    /// <summary>Where token i starts in <see cref="Glued"/>; it starts i bytes later in <see cref="Spaced"/>. One more than there are tokens.</summary>
    public ReadOnlySpan<int> GluedStarts => _gluedStarts.AsSpan(0, Count + 1);

    /// <summary>Code points of all tokens before token i. One more than there are tokens.</summary>
    public ReadOnlySpan<int> CodePointsBefore => _codePoints.AsSpan(0, Count + 1);

    /// <summary>Replaces the content by the tokens of a text.</summary>
    public void Fill(ReadOnlySpan<byte> text)
    {
        // Tokens do not overlap, so the joined forms are at most one space a token longer than the text.
        Grow(ref _glued, text.Length);
        Grow(ref _spaced, (text.Length * 2) + 1);
        int count = 0;
        int glued = 0;
        int codePoints = 0;
        TokenScanner scanner = new(text);
        while (scanner.Next())
        {
            if (count + 1 >= _tokens.Length)
            {
                Array.Resize(ref _tokens, _tokens.Length * 2);
                Array.Resize(ref _gluedStarts, _tokens.Length);
                Array.Resize(ref _codePoints, _tokens.Length);
            }

            Token token = scanner.Current;
            ReadOnlySpan<byte> bytes = text.Slice(token.Start, token.Length);
            bytes.CopyTo(_glued.AsSpan(glued));
            bytes.CopyTo(_spaced.AsSpan(glued + count));
            _tokens[count] = token;
            _gluedStarts[count] = glued;
            _codePoints[count] = codePoints;
            glued += token.Length;
            codePoints += token.CodePoints;
            _spaced[glued + count] = (byte)' ';
            count++;
        }

        Count = count;
        _gluedStarts[count] = glued;
        _codePoints[count] = codePoints;
    }

    private static void Grow(ref byte[] array, int length)
    {
        if (array.Length < length)
        {
            array = new byte[(int)Math.Min(Array.MaxLength, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length))];
        }
    }
}
