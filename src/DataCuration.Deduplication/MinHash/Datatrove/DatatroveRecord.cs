using System.Buffers.Binary;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>One record of a bucket: eight hashes, then the document. Ordered by hashes, file, document.</summary>
internal sealed record DatatroveRecord(ReadOnlyMemory<ulong> Hashes, int File, int Document) : IComparable<DatatroveRecord>
{
    /// <summary>Bytes in a bucket file.</summary>
    public const int Size = (DatatroveMinHasher.HashesPerBucket * sizeof(ulong)) + sizeof(uint);

    public static IEnumerable<DatatroveRecord> Of(IReadOnlyList<ulong[]?> signatures, int bucket, int file)
    {
        for (int document = 0; document < signatures.Count; document++)
        {
            if (signatures[document] is { } signature)
            {
                yield return new DatatroveRecord(
                    signature.AsMemory(bucket * DatatroveMinHasher.HashesPerBucket, DatatroveMinHasher.HashesPerBucket), file, document);
            }
        }
    }

    public bool HasHashesOf(DatatroveRecord other) => Hashes.Span.SequenceEqual(other.Hashes.Span);

    public void WriteTo(Span<byte> bytes)
    {
        for (int i = 0; i < Hashes.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * sizeof(ulong))..], Hashes.Span[i]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(Hashes.Length * sizeof(ulong))..], (uint)Document);
    }

    public int CompareTo(DatatroveRecord? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byHashes = Hashes.Span.SequenceCompareTo(other.Hashes.Span);
        if (byHashes != 0)
        {
            return byHashes;
        }

        return File != other.File ? File.CompareTo(other.File) : Document.CompareTo(other.Document);
    }
}
