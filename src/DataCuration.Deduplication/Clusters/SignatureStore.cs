using System.Numerics;
using System.Runtime.InteropServices;
using DataCuration.Documents;

namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// What deduplication knows of all documents, as flat arrays in chunks of 65,536 rows (no copy on growth): id 16 bytes, exact hash 16,
/// text length 8, marks 1, signature 4 a value; 489 bytes a document with the default signature of 112. Rows are numbered as they were
/// added, and nothing that is computed from the store depends on that order. Not thread-safe while rows are added; safe for concurrent
/// reading after.
/// </summary>
public sealed class SignatureStore
{
    private const int ChunkBits = 16;
    private const int ChunkRows = 1 << ChunkBits;
    private const int ChunkMask = ChunkRows - 1;

    private readonly List<Chunk> _chunks = [];

    /// <summary>An empty store.</summary>
    /// <param name="signatureLength">Values in a signature; 0 when only exact hashes are stored.</param>
    public SignatureStore(int signatureLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signatureLength);
        SignatureLength = signatureLength;
    }

    /// <summary>Values in a signature.</summary>
    public int SignatureLength { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes a row takes.</summary>
    public static long BytesPerDocument(int signatureLength) => 16 + 16 + 8 + 1 + (4L * signatureLength);

    /// <summary>Adds a document; returns its row.</summary>
    /// <param name="id">Unique within the store; <see cref="DuplicateClusterer"/> rejects a store where it is not.</param>
    /// <param name="exactHash">The hash of the whole text; null when exact duplicates are not wanted.</param>
    /// <param name="signature">The MinHash signature; empty when the text has none.</param>
    /// <param name="textBytes">Length of the text in bytes.</param>
    /// <exception cref="ArgumentException">The signature is neither empty nor <see cref="SignatureLength"/> long.</exception>
    public int Add(DocumentId id, UInt128? exactHash, ReadOnlySpan<uint> signature, long textBytes)
    {
        if (!signature.IsEmpty && signature.Length != SignatureLength)
        {
            throw new ArgumentException($"A signature of {signature.Length} values in a store of {SignatureLength}.", nameof(signature));
        }

        int row = Count;
        if ((row & ChunkMask) == 0)
        {
            _chunks.Add(new Chunk(SignatureLength));
        }

        Count = checked(row + 1);
        Chunk chunk = _chunks[^1];
        int offset = row & ChunkMask;
        chunk.Ids[offset] = id;
        chunk.ExactHashes[offset] = exactHash.GetValueOrDefault();
        chunk.TextBytes[offset] = textBytes;
        chunk.Marks[offset] = (exactHash is null ? Mark.None : Mark.ExactHash) | (signature.IsEmpty ? Mark.None : Mark.Signature);
        signature.CopyTo(chunk.Signatures.AsSpan(offset * SignatureLength));
        return row;
    }

    /// <summary>The document's id.</summary>
    public DocumentId IdAt(int row) => _chunks[row >> ChunkBits].Ids[row & ChunkMask];

    /// <summary>The text's length in bytes.</summary>
    public long TextBytesAt(int row) => _chunks[row >> ChunkBits].TextBytes[row & ChunkMask];

    /// <summary>The hash of the whole text, when one was given.</summary>
    public UInt128? ExactHashAt(int row)
    {
        Chunk chunk = _chunks[row >> ChunkBits];
        return (chunk.Marks[row & ChunkMask] & Mark.ExactHash) != 0 ? chunk.ExactHashes[row & ChunkMask] : null;
    }

    /// <summary>The signature; empty when the document has none.</summary>
    public ReadOnlySpan<uint> SignatureAt(int row)
    {
        Chunk chunk = _chunks[row >> ChunkBits];
        int offset = row & ChunkMask;
        return (chunk.Marks[offset] & Mark.Signature) != 0
            ? chunk.Signatures.AsSpan(offset * SignatureLength, SignatureLength)
            : [];
    }

    /// <summary>The estimated Jaccard similarity of two documents' shingle sets: the share of equal values; null when one has no signature.</summary>
    public double? Similarity(int left, int right) =>
        SignatureAt(left) is { IsEmpty: false } a && SignatureAt(right) is { IsEmpty: false } b
            ? (double)CountEqual(a, b) / SignatureLength
            : null;

    /// <summary>Number of positions with equal values; the spans are equally long.</summary>
    internal static int CountEqual(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        ReadOnlySpan<Vector<uint>> a = MemoryMarshal.Cast<uint, Vector<uint>>(left);
        ReadOnlySpan<Vector<uint>> b = MemoryMarshal.Cast<uint, Vector<uint>>(right);
        Vector<uint> counts = Vector<uint>.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            // Equal lanes are all ones, that is minus one.
            counts -= Vector.Equals(a[i], b[i]);
        }

        int equal = (int)Vector.Sum(counts);
        for (int i = a.Length * Vector<uint>.Count; i < left.Length; i++)
        {
            equal += left[i] == right[i] ? 1 : 0;
        }

        return equal;
    }

    [Flags]
    private enum Mark : byte
    {
        None = 0,
        ExactHash = 1,
        Signature = 2,
    }

    private sealed class Chunk(int signatureLength)
    {
        public DocumentId[] Ids { get; } = new DocumentId[ChunkRows];

        public UInt128[] ExactHashes { get; } = new UInt128[ChunkRows];

        public long[] TextBytes { get; } = new long[ChunkRows];

        public Mark[] Marks { get; } = new Mark[ChunkRows];

        public uint[] Signatures { get; } = new uint[ChunkRows * signatureLength];
    }
}
