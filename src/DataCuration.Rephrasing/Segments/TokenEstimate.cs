using System.Text;

namespace DataCuration.Rephrasing.Segments;

/// <summary>Tokens of a text without a tokenizer: bytes over a ratio, one a character for Chinese, Japanese and Korean. Pure.</summary>
public static class TokenEstimate
{
    /// <summary>Estimated tokens, rounded up.</summary>
    public static int Of(ReadOnlySpan<char> text, double bytesPerToken) => RoundUp(CostOf(text, bytesPerToken));

    /// <summary>The ratio with which the estimate of a text is the tokens that a tokenizer makes of it; null when most of it is Chinese, Japanese or Korean, where the ratio says little.</summary>
    public static double? BytesPerToken(ReadOnlySpan<char> text, int tokens)
    {
        (long bytes, long characters) = Count(text);
        long rest = tokens - characters;
        return rest > characters && bytes > 0 ? (double)bytes / rest : null;
    }

    internal static int RoundUp(double cost) => (int)Math.Ceiling(cost - 1e-6);

    internal static double CostOf(ReadOnlySpan<char> text, double bytesPerToken)
    {
        (long bytes, long characters) = Count(text);
        return characters + (bytes / bytesPerToken);
    }

    /// <summary>Bytes of what is counted by bytes, and characters of what is counted by characters.</summary>
    private static (long Bytes, long Characters) Count(ReadOnlySpan<char> text)
    {
        long bytes = 0;
        long characters = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isWide = rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7FF) or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);
            if (isWide)
                characters++;
            else
                bytes += rune.Utf8SequenceLength;
        }

        return (bytes, characters);
    }
}
