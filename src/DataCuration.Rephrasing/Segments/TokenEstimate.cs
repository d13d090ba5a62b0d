using System.Text;

namespace DataCuration.Rephrasing.Segments;

/// <summary>Tokens of a text without a tokenizer: bytes over a ratio, one a character for Chinese, Japanese and Korean. Pure.</summary>
public static class TokenEstimate
{
    /// <summary>Estimated tokens, rounded up.</summary>
    public static int Of(ReadOnlySpan<char> text, double bytesPerToken) => RoundUp(CostOf(text, bytesPerToken));

    internal static int RoundUp(double cost) => (int)Math.Ceiling(cost - 1e-6);

    internal static double CostOf(ReadOnlySpan<char> text, double bytesPerToken)
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

        return characters + (bytes / bytesPerToken);
    }
}
