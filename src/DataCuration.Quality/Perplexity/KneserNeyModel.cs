using System.Buffers.Binary;
using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Quality.Perplexity;

/// <summary>
/// A language model in a memory-mapped file: several processes share its pages, and opening it reads the header only. Safe for concurrent use through one scorer a thread; keep it alive while
/// its scorers work.
/// </summary>
public sealed unsafe class KneserNeyModel : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private KneserNeyModel(MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start, int order)
    {
        _file = file;
        _view = view;
        Order = order;
        Tables = new KneserNeyTable[order];
        long offset = KneserNeyFile.HeaderBytes(order);
        byte* codebooks = start + KneserNeyFile.FixedHeaderBytes + (order * KneserNeyFile.OrderHeaderBytes);
        for (int n = 0; n < order; n++)
        {
            long* place = (long*)(start + KneserNeyFile.FixedHeaderBytes + (n * KneserNeyFile.OrderHeaderBytes));
            float* probabilities = (float*)codebooks + (n * 2 * KneserNeyFile.Codes);
            Tables[n] = new KneserNeyTable((ulong*)(start + offset), (ulong)place[1], probabilities, probabilities + KneserNeyFile.Codes);
            offset += place[1] * sizeof(ulong);
            NGramCount += place[0];
        }

        LogUnknown = *(float*)(start + 12);
    }

    /// <summary>Longest n-gram in words.</summary>
    public int Order { get; }

    /// <summary>N-grams of all orders.</summary>
    public long NGramCount { get; }

    /// <summary>ln of the unknown word's probability without context.</summary>
    public float LogUnknown { get; }

    internal KneserNeyTable[] Tables { get; }

    /// <summary>Opens a model file.</summary>
    /// <exception cref="DiagnosticException">DC1054: not a model, cut off, damaged in its header, or of another version.</exception>
    public static KneserNeyModel Open(string path)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Language models are mapped as they lie in the file, which is little-endian.");
        }

        long length = new FileInfo(path).Length;
        if (length < KneserNeyFile.HeaderBytes(1))
        {
            throw Bad(path, $"it has only {length} bytes");
        }

        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return new KneserNeyModel(file, view, start, CheckHeader(path, start, length));
        }
        catch
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>A scorer with its own state; make one a thread.</summary>
    public KneserNeyScorer CreateScorer() => new(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static int CheckHeader(string path, byte* start, long length)
    {
        ReadOnlySpan<byte> fixedHeader = new(start, KneserNeyFile.FixedHeaderBytes);
        int version = BinaryPrimitives.ReadInt32LittleEndian(fixedHeader[4..]);
        int order = BinaryPrimitives.ReadInt32LittleEndian(fixedHeader[8..]);
        if (!fixedHeader.StartsWith(KneserNeyFile.Magic) || version != KneserNeyFile.FormatVersion || order is < 1 or > KneserNeyTrainer.MaxOrder)
        {
            throw Bad(path, $"it does not start as a language model of format {KneserNeyFile.FormatVersion} does");
        }

        int headerBytes = KneserNeyFile.HeaderBytes(order);
        if (length < headerBytes)
        {
            throw Bad(path, $"it has only {length} bytes");
        }

        ReadOnlySpan<byte> header = new(start, headerBytes);
        if (XxHash3.HashToUInt64(header[..^sizeof(ulong)]) != BinaryPrimitives.ReadUInt64LittleEndian(header[^sizeof(ulong)..]))
        {
            throw Bad(path, "the checksum of its header is wrong");
        }

        long expected = headerBytes;
        for (int n = 0; n < order; n++)
        {
            expected += BinaryPrimitives.ReadInt64LittleEndian(header[(KneserNeyFile.FixedHeaderBytes + (n * KneserNeyFile.OrderHeaderBytes) + 8)..]) * sizeof(ulong);
        }

        return expected == length ? order : throw Bad(path, $"it has {length} bytes; its header says {expected}");
    }

    private static DiagnosticException Bad(string path, string reason) => new(
        Diagnostic.Error("DC1054", $"This file cannot be used as a language model: {reason}. Delete it and run again; the model is trained anew.", path), ExitCode.BadInput);
}
