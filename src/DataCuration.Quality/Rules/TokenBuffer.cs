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
        Begin(text.Length);
        TokenScanner scanner = new(text);
        while (scanner.Next())
        {
            Token token = scanner.Current;
            Add(in token, text.Slice(token.Start, token.Length));
        }
    }

    /// <summary>Empties the buffer and makes room for tokens of at most so many bytes together.</summary>
    public void Begin(int maxBytes)
    {
        // Every token has a byte, so the spaces at most double the length.
        Grow(ref _glued, maxBytes);
        Grow(ref _spaced, 2 * maxBytes);
        Count = 0;
        _gluedStarts[0] = 0;
        _codePoints[0] = 0;
    }

    /// <summary>Adds a token.</summary>
    public void Add(in Token token, ReadOnlySpan<byte> bytes)
    {
        int count = Count;
        if (count + 1 >= _tokens.Length)
        {
            Array.Resize(ref _tokens, _tokens.Length * 2);
            Array.Resize(ref _gluedStarts, _tokens.Length);
            Array.Resize(ref _codePoints, _tokens.Length);
        }

        int glued = _gluedStarts[count];
        bytes.CopyTo(_glued.AsSpan(glued));
        bytes.CopyTo(_spaced.AsSpan(glued + count));
        _spaced[glued + count + bytes.Length] = (byte)' ';
        _tokens[count] = token;
        _gluedStarts[count + 1] = glued + bytes.Length;
        _codePoints[count + 1] = _codePoints[count] + token.CodePoints;
        Count = count + 1;
    }

    private static void Grow(ref byte[] array, int length)
    {
        if (array.Length < length)
        {
            array = new byte[(int)Math.Min(Array.MaxLength, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length))];
        }
    }
}
