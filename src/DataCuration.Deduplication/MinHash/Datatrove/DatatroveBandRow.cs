using System.Runtime.CompilerServices;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>The hashes of one bucket of one document: 72 bytes on disk. In datatrove's order: bucket, hashes, row.</summary>
internal struct DatatroveBandRow : IComparable<DatatroveBandRow>
{
    private BandHashes _hashes;

    public DatatroveBandRow(int bucket, ReadOnlySpan<ulong> hashes, int row)
    {
        Bucket = bucket;
        Row = row;
        hashes.CopyTo(_hashes);
    }

    public int Bucket { get; }

    public int Row { get; }

    public readonly bool HasHashesOf(in DatatroveBandRow other) => Bucket == other.Bucket && Span(in this).SequenceEqual(Span(in other));

    public readonly int CompareTo(DatatroveBandRow other)
    {
        if (Bucket != other.Bucket)
        {
            return Bucket.CompareTo(other.Bucket);
        }

        int byHashes = Span(in this).SequenceCompareTo(Span(in other));
        return byHashes != 0 ? byHashes : Row.CompareTo(other.Row);
    }

    private static ReadOnlySpan<ulong> Span(in DatatroveBandRow row) => row._hashes;

    [InlineArray(DatatroveMinHasher.HashesPerBucket)]
    private struct BandHashes
    {
        private ulong _first;
    }
}
