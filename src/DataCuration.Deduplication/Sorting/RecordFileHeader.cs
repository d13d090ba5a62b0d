using System.Buffers.Binary;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Sorting;

/// <summary>The first 32 bytes of an intermediate file: what it should hold, so that a damaged one is noticed and named.</summary>
/// <param name="RecordBytes">Bytes a record; 1 for files of variable rows.</param>
/// <param name="Count">Records that follow.</param>
/// <param name="Hash">XxHash3 of all that follows.</param>
internal readonly record struct RecordFileHeader(int RecordBytes, long Count, ulong Hash)
{
    public const int Size = 32;

    private const ulong Magic = 0x3144524F43455244; // "DRECORD1"

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), RecordBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Count);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), Hash);
        return bytes;
    }

    /// <summary>Reads the header of an open file and checks the length that it promises.</summary>
    /// <exception cref="DiagnosticException">DC1072: it is no such file, holds other records, or is cut off.</exception>
    public static RecordFileHeader Read(FileStream stream, string path, string stage, int recordBytes)
    {
        byte[] bytes = new byte[Size];
        if (stream.ReadAtLeast(bytes, Size, throwOnEndOfStream: false) < Size || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
        {
            throw Damaged(path, stage, "it does not start with the header of such a file (a run was stopped while it wrote it, or it is another file)");
        }

        RecordFileHeader header = new(
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(24)));
        if (header.RecordBytes != recordBytes)
        {
            throw Damaged(path, stage, $"its records have {header.RecordBytes} bytes; expected {recordBytes}");
        }

        long expected = Size + (header.Count * header.RecordBytes);
        return stream.Length == expected
            ? header
            : throw Damaged(path, stage, $"it has {stream.Length} bytes; its header promises {header.Count} records, {expected} bytes");
    }

    /// <summary>DC1072 for this file.</summary>
    public static DiagnosticException Damaged(string path, string stage, string found) =>
        new(
            Diagnostic.Error("DC1072", $"A file of the stage '{stage}' is damaged: {found}. Delete its folder and run again; the input is not affected.", path),
            ExitCode.Failed);
}
