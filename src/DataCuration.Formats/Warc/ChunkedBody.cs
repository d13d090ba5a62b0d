using System.Buffers.Text;

namespace DataCuration.Formats.Warc;

/// <summary>The chunked transfer coding (RFC 9112, section 7.1). Bytes that are not chunked although the header says so are returned unchanged.</summary>
internal static class ChunkedBody
{
    public static byte[] Decode(byte[] body)
    {
        using MemoryStream decoded = new(body.Length);
        ReadOnlySpan<byte> rest = body;
        bool isFirst = true;
        while (true)
        {
            int line = rest.IndexOf((byte)'\n');
            if (line < 0 || !TryReadSize(rest[..line], out int size))
            {
                return isFirst ? body : decoded.ToArray();
            }

            rest = rest[(line + 1)..];
            int take = Math.Min(size, rest.Length);
            decoded.Write(rest[..take]);
            rest = rest[take..];
            if (size == 0 || take < size)
            {
                return decoded.ToArray();
            }

            if (rest.StartsWith("\r\n"u8))
            {
                rest = rest[2..];
            }

            isFirst = false;
        }
    }

    private static bool TryReadSize(ReadOnlySpan<byte> line, out int size)
    {
        int semicolon = line.IndexOf((byte)';');
        ReadOnlySpan<byte> digits = (semicolon < 0 ? line : line[..semicolon]).Trim(" \r\t"u8);
        return Utf8Parser.TryParse(digits, out size, out int used, 'x') && used == digits.Length && size >= 0;
    }
}
