using System.Globalization;
using System.Text;

namespace DataCuration.Formats.Tar;

/// <summary>A member's header in a tar archive (POSIX ustar and its GNU and pax relatives). Pure.</summary>
/// <param name="Name">The member's path.</param>
/// <param name="Size">The content's length in bytes.</param>
/// <param name="Type">The type flag; <c>0</c> is a file.</param>
internal readonly record struct TarHeader(string Name, long Size, char Type)
{
    /// <summary>Headers and contents fill whole blocks of this size.</summary>
    public const int BlockBytes = 512;

    private const int ChecksumOffset = 148;
    private const int ChecksumBytes = 8;

    /// <summary>True for an ordinary file.</summary>
    public bool IsFile => Type is '0' or '\0' or '7';

    /// <summary>The content with its padding.</summary>
    public long PaddedSize => (Size + BlockBytes - 1) / BlockBytes * BlockBytes;

    /// <summary>Reads a block; null when its checksum says that it is no header.</summary>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockBytes || Number(block.Slice(ChecksumOffset, ChecksumBytes)) != Checksum(block[..BlockBytes])) return null;
        long size = Number(block.Slice(124, 12));
        if (size < 0) return null;
        string name = Text(block[..100]);
        bool isUstar = block.Slice(257, 5).SequenceEqual("ustar"u8);
        string prefix = isUstar && block[263] == '0' ? Text(block.Slice(345, 155)) : "";
        return new TarHeader(prefix.Length == 0 ? name : $"{prefix}/{name}", size, (char)block[156]);
    }

    /// <summary>The value of <c>path</c> in the records of a pax header; null when there is none.</summary>
    public static string? PaxPath(ReadOnlySpan<byte> records)
    {
        foreach (string line in Encoding.UTF8.GetString(records).Split('\n'))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line.AsSpan(space + 1).StartsWith("path=")) return line[(space + "path=".Length + 1)..];
        }

        return null;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits, or GNU's big-endian binary for what octal cannot hold; -1 for neither.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if (field[0] == 0x80)
        {
            foreach (byte b in field[^8..]) value = (value << 8) | b;
            return value;
        }

        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return -1;
            value = (value << 3) | (uint)(digit - '0');
        }

        return digits.IsEmpty ? -1 : value;
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        long sum = ChecksumBytes * ' ';
        foreach (byte value in block[..ChecksumOffset]) sum += value;
        foreach (byte value in block[(ChecksumOffset + ChecksumBytes)..]) sum += value;
        return sum;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Size} bytes)");
}
