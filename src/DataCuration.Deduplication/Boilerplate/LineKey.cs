using System.IO.Hashing;
using System.Text;

namespace DataCuration.Deduplication.Boilerplate;

/// <summary>
/// When two lines of a domain are the same: after white space at both ends is gone and inside is one space, letters are lower-case, and every
/// digit is 0, so that "Page 12 of 40" is one line on all pages. Reuses its memory; single-threaded.
/// </summary>
internal sealed class LineKey
{
    private byte[] _line = new byte[256];

    /// <summary>The hash of a domain's name.</summary>
    public static ulong OfDomain(string domain) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(domain.ToLowerInvariant()));

    /// <summary>The hash of a line; 0 when it is blank, and never 0 otherwise.</summary>
    public ulong Of(ReadOnlySpan<byte> line)
    {
        // Lower case never takes more than three halves of the bytes (U+0130 and a few others grow).
        int needed = (line.Length * 2) + 4;
        if (_line.Length < needed)
        {
            _line = new byte[needed];
        }

        int length = 0;
        bool isSpace = false;
        while (!line.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(line, out Rune rune, out int consumed);
            line = line[consumed..];
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                isSpace = length > 0;
                continue;
            }

            if (isSpace)
            {
                _line[length++] = (byte)' ';
                isSpace = false;
            }

            rune = Rune.IsDigit(rune) ? new Rune('0') : Rune.ToLowerInvariant(rune);
            length += rune.EncodeToUtf8(_line.AsSpan(length));
        }

        return length == 0 ? 0 : Math.Max(1, XxHash3.HashToUInt64(_line.AsSpan(0, length)));
    }
}
