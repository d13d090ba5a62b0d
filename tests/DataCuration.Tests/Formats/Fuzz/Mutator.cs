namespace DataCuration.Tests.Formats.Fuzz;

/// <summary>Damages files in the ways that disks, networks and editors do, and in the ways that hurt parsers. The same seed gives the same bytes.</summary>
internal static class Mutator
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "WARC/1.0\r\n", "Content-Length: 99999999999\r\n", "Content-Length: -1\r\n", "\r\n\r\n", "\n", "{", "}", "\"", "\\ud800", "[[[[[[[[", "FFFFFFFF\r\n",
            "0\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: br\r\n", "PAR1", "\0\0\0\0",
        }.Select(System.Text.Encoding.Latin1.GetBytes),
        [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3],
        [0x28, 0xB5, 0x2F, 0xFD],
        [0xFF, 0xFF, 0xFF, 0x7F],
    ];

    /// <summary>One to eight edits of <paramref name="file"/>.</summary>
    public static byte[] Mutate(byte[] file, int seed)
    {
        Random random = new(seed);
        List<byte> bytes = [.. file];
        for (int edits = random.Next(1, 9); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(bytes.Count - at, 1 << random.Next(12));
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    byte[] token = Tokens[random.Next(Tokens.Length)];
                    bytes.InsertRange(at, token);
                    break;
                case 6:
                    byte[] over = Tokens[random.Next(Tokens.Length)];
                    for (int i = 0; i < over.Length && at + i < bytes.Count; i++) bytes[at + i] = over[i];
                    break;
                default:
                    for (int i = 0; i < length; i++) bytes[at + i] = 0;
                    break;
            }
        }

        return [.. bytes];
    }
}
