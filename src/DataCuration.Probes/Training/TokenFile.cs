using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Probes.Training;

/// <summary>
/// A file of little-endian 16-bit tokens, mapped into memory: what is not read is not loaded, and probes side by side share one copy.
/// Immutable; thread-safe until disposed.
/// </summary>
internal sealed unsafe class TokenFile : IDisposable
{
    private const int BlockTokens = 1 << 22;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly ushort* _tokens;

    private TokenFile(string path, long count)
    {
        Length = count;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, count * 2, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _tokens = (ushort*)(start + _view.PointerOffset);
    }

    /// <summary>Number of tokens in use.</summary>
    public long Length { get; }

    /// <summary>SHA-256 of the tokens in use, in lower-case hex.</summary>
    public string ContentHash { get; private set; } = "";

    /// <summary>Maps the first tokens of a file, all below the vocabulary.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxTokens">Use no more than this.</param>
    /// <param name="minTokens">Fewer are an error.</param>
    /// <param name="vocabulary">Tokens must be below it.</param>
    /// <exception cref="DiagnosticException">DC4003: missing, cut short, too short, or of another tokenizer.</exception>
    public static TokenFile Open(string path, long maxTokens, long minTokens, int vocabulary)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Token files are little-endian.");
        if (!File.Exists(path)) throw Fail(path, "The token file does not exist");
        long bytes = new FileInfo(path).Length;
        if (bytes % 2 != 0) throw Fail(path, $"The token file has {bytes} bytes, but a token has two");
        long count = Math.Min(bytes / 2, maxTokens);
        if (count < Math.Max(1, minTokens)) throw Fail(path, $"The token file has {count} tokens, but at least {minTokens} are needed");

        TokenFile file = new(path, count);
        try
        {
            file.Check(path, vocabulary);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Tokens from a place on.</summary>
    public ReadOnlySpan<ushort> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return new ReadOnlySpan<ushort>(_tokens + start, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static DiagnosticException Fail(string path, string what) => new(
        Diagnostic.Error(
            "DC4003", what + ". Expected the file that the tokenizing step writes, with the same tokenizer; run that step again.", path),
        ExitCode.BadInput);

    private void Check(string path, int vocabulary)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long start = 0; start < Length; start += BlockTokens)
        {
            ReadOnlySpan<ushort> block = Slice(start, (int)Math.Min(BlockTokens, Length - start));
            hash.AppendData(MemoryMarshal.AsBytes(block));
            int wrong = vocabulary > ushort.MaxValue ? -1 : block.IndexOfAnyInRange((ushort)vocabulary, ushort.MaxValue);
            if (wrong >= 0)
            {
                throw Fail(path, $"Token {block[wrong]} at byte offset {2 * (start + wrong)} is not in the vocabulary of {vocabulary}");
            }
        }

        ContentHash = Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
