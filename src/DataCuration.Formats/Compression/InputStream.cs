using System.IO.Compression;
using ZstdSharp;

namespace DataCuration.Formats.Compression;

/// <summary>Opens a file for reading, decompressed as its first bytes say: gzip (any number of members), Zstandard (any number of frames) or plain.</summary>
internal static class InputStream
{
    private const int BufferBytes = 1 << 17;

    public static Stream Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[4];
        int length = file.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        file.Position = 0;
        if (length >= 2 && magic[0] == 0x1F && magic[1] == 0x8B)
        {
            return new GZipStream(file, CompressionMode.Decompress);
        }

        return length == 4 && magic.SequenceEqual<byte>([0x28, 0xB5, 0x2F, 0xFD]) ? new DecompressionStream(file, BufferBytes, checkEndOfStream: true, leaveOpen: false) : file;
    }
}
