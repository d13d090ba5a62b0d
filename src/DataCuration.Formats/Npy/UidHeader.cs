// NumPy's file format, version 1.0 (numpy/lib/format.py, NEP 1): magic, version, header length, then a Python dictionary padded with spaces so that the
// data begins at a multiple of 64 bytes. DataComp (Gadre et al. 2023, arXiv 2304.14108; resharder.py) reads subsets from one such array of pairs of
// unsigned 64-bit integers, the upper and the lower half of each uid. What differs: one dtype, one dimension, and a header that has the same 128 bytes
// of length for any count, so that it can be written last.
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataCuration.Formats.Npy;

/// <summary>The first bytes of a uid file. Pure.</summary>
internal static partial class UidHeader
{
    /// <summary>Bytes of the header as this library writes it.</summary>
    public const int Bytes = 128;

    /// <summary>Bytes of a uid.</summary>
    public const int UidBytes = 16;

    private const int PreambleBytes = 10;
    private const int MaxHeaderBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The header of an array of <paramref name="count"/> uids, as numpy.save writes it.</summary>
    public static byte[] Write(long count)
    {
        byte[] header = new byte[Bytes];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), Bytes - PreambleBytes);
        string dictionary = string.Create(CultureInfo.InvariantCulture, $"{{'descr': [('f0', '<u8'), ('f1', '<u8')], 'fortran_order': False, 'shape': ({count},), }}");
        Encoding.ASCII.GetBytes(dictionary, header.AsSpan(PreambleBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads a header; the stream is then at the first uid.</summary>
    /// <returns>The number of uids.</returns>
    /// <exception cref="InvalidDataException">It is no such file; the message says what it is instead.</exception>
    public static long Read(Stream stream)
    {
        byte[] start = new byte[PreambleBytes + 2];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || !start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("it does not begin as a .npy file does");
        }

        // Versions 2 and 3 differ by a longer length only.
        bool isFirst = start[6] == 1;
        if (start[6] is < 1 or > 3) throw new InvalidDataException($"it has version {start[6]} of the format; versions 1 to 3 are read");
        long length = isFirst ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (length > MaxHeaderBytes) throw new InvalidDataException($"its header claims {length} bytes");
        stream.Position = isFirst ? PreambleBytes : PreambleBytes + 2;
        byte[] header = new byte[length];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw new InvalidDataException("it ends inside its header");
        return CountOf(Encoding.Latin1.GetString(header), stream.Length - stream.Position);
    }

    private static long CountOf(string header, long bytesLeft)
    {
        if (!Descriptor().IsMatch(header))
        {
            string found = OtherDescriptor().Match(header) is { Success: true } other ? other.Groups["type"].Value.Trim() : "no type";
            throw new InvalidDataException($"its elements are {found}; expected [('f0', '<u8'), ('f1', '<u8')], which is the dtype u8,u8");
        }

        if (Shape().Match(header) is not { Success: true } shape || !long.TryParse(shape.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            throw new InvalidDataException("its array does not have one dimension");
        }

        return bytesLeft / UidBytes == count && bytesLeft % UidBytes == 0
            ? count
            : throw new InvalidDataException($"its header claims {count} uids of 16 bytes, but {bytesLeft} bytes follow");
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*\[\s*\(\s*['"]f0['"]\s*,\s*['"]<u8['"]\s*\)\s*,\s*\(\s*['"]f1['"]\s*,\s*['"]<u8['"]\s*\)\s*\]""")]
    private static partial Regex Descriptor();

    [GeneratedRegex("""['"]descr['"]\s*:(?<type>.*?),\s*['"](fortran_order|shape)['"]""")]
    private static partial Regex OtherDescriptor();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(\s*(?<count>\d+)\s*,?\s*\)""")]
    private static partial Regex Shape();
}
