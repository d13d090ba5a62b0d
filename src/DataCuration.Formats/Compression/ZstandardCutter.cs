using System.Buffers.Binary;
using ZstdSharp;

namespace DataCuration.Formats.Compression;

/// <summary>
/// Cuts a Zstandard file between frames. Their ends need no decoding: each block's header states its length (RFC 8878, section 3.1.1).
/// </summary>
/// <param name="targetBytes">The compressed bytes after which a piece ends at the next chance: enough to be worth a thread's while.</param>
internal sealed class ZstandardCutter(int targetBytes = 1 << 18) : IPieceCutter
{
    private const int MaxBytes = 1 << 22;
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;

    public int Cut(ReadOnlySpan<byte> window, bool isLast)
    {
        int length = 0;
        while (length < targetBytes && length < window.Length)
        {
            int frame = FrameLength(window[length..]);
            if (frame < 0) return -1;
            if (frame == 0) return !isLast && window.Length < MaxBytes ? 0 : length > 0 && isLast ? length : -1;
            length += frame;
        }

        return length;
    }

    public Stream Decode(Stream piece) => new DecompressionStream(piece, checkEndOfStream: true, leaveOpen: false);

    public Stream DecodeRest(Stream file) => new DecompressionStream(file, checkEndOfStream: true, leaveOpen: false);

    /// <summary>The length of the frame at the start; 0 when its end is not there, -1 when it is no frame.</summary>
    private static int FrameLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return 0;
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if ((magic & 0xFFFFFFF0) == SkippableMagic)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            return length <= bytes.Length - 8 ? 8 + (int)length : 0;
        }

        if (magic != FrameMagic) return -1;
        byte descriptor = bytes[4];
        bool isSingleSegment = (descriptor & 0x20) != 0;
        int contentSize = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        int dictionaryId = (descriptor & 3) switch { 3 => 4, int bytesOfId => bytesOfId };
        int at = 5 + (isSingleSegment ? 0 : 1) + dictionaryId + contentSize;
        while (at + 3 <= bytes.Length)
        {
            int block = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
            int type = (block >> 1) & 3;
            if (type == 3) return -1;
            at += 3 + (type == 1 ? 1 : block >> 3);
            if ((block & 1) == 0) continue;
            at += (descriptor & 4) != 0 ? 4 : 0;
            return at <= bytes.Length ? at : 0;
        }

        return 0;
    }
}
