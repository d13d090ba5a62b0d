// datatrove 0.10's MinHash (pipeline/dedup/minhash.py, Apache-2.0), bit for bit: 14 buckets of 8 over 5 words joined by spaces, xxHash64 (seed 0),
// value = ((a * x + b) mod 2^64) mod (2^61 - 1), the product wrapping before the remainder, a and b from numpy's RandomState(1).
// For corpora that were hashed with datatrove, and as a proof that nothing is lost in a change of tool. The default profile is ten times faster.
using System.IO.Hashing;
using System.Text;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>Signatures that equal datatrove 0.10's with its default MinhashConfig. Immutable; safe for concurrent use.</summary>
public sealed class DatatroveMinHasher
{
    /// <summary>Buckets of a signature.</summary>
    public const int Buckets = 14;

    /// <summary>Hashes a bucket.</summary>
    public const int HashesPerBucket = 8;

    /// <summary>Words a shingle.</summary>
    public const int ShingleWords = 5;

    private const ulong Prime = (1UL << 61) - 1;
    private const int Count = Buckets * HashesPerBucket;

    private readonly ulong[] _a = new ulong[Count];
    private readonly ulong[] _b = new ulong[Count];

    /// <summary>The hasher with datatrove's default seed, 1.</summary>
    public DatatroveMinHasher()
    {
        MersenneTwister random = new(1);
        for (int i = 0; i < Count; i++)
        {
            _a[i] = random.NextBelow(1, Prime);
        }

        for (int i = 0; i < Count; i++)
        {
            _b[i] = random.NextBelow(0, Prime);
        }
    }

    /// <summary>The 112 hashes, bucket by bucket; null when the text has fewer than five words. English tokenisation.</summary>
    public ulong[]? Compute(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> words = DatatroveWords.Split(DatatroveText.Simplify(text));
        if (words.Count < ShingleWords)
        {
            return null;
        }

        ulong[] signature = new ulong[Count];
        Array.Fill(signature, ulong.MaxValue);
        byte[][] encoded = [.. words.Select(Encoding.UTF8.GetBytes)];
        byte[] shingle = [];
        for (int i = 0; i + ShingleWords <= encoded.Length; i++)
        {
            int length = Join(encoded.AsSpan(i, ShingleWords), ref shingle);
            Minimise(XxHash64.HashToUInt64(shingle.AsSpan(0, length)), signature);
        }

        return signature;
    }

    /// <summary>
    /// One bucket's file of stage 1: for each document its eight hashes and its number, little endian, sorted by all fields.
    /// </summary>
    /// <param name="signatures">The task's documents in order; null where one has no signature.</param>
    /// <param name="bucket">From 0.</param>
    public static byte[] BucketFile(IReadOnlyList<ulong[]?> signatures, int bucket)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        DatatroveRecord[] records = [.. DatatroveRecord.Of(signatures, bucket, file: 0).Order()];
        byte[] bytes = new byte[records.Length * DatatroveRecord.Size];
        for (int i = 0; i < records.Length; i++)
        {
            records[i].WriteTo(bytes.AsSpan(i * DatatroveRecord.Size));
        }

        return bytes;
    }

    private static int Join(ReadOnlySpan<byte[]> words, ref byte[] shingle)
    {
        int needed = words.Length - 1;
        foreach (byte[] word in words)
        {
            needed += word.Length;
        }

        if (shingle.Length < needed)
        {
            shingle = new byte[needed * 2];
        }

        int length = 0;
        foreach (byte[] word in words)
        {
            if (length > 0)
            {
                shingle[length++] = (byte)' ';
            }

            word.CopyTo(shingle.AsSpan(length));
            length += word.Length;
        }

        return needed;
    }

    private void Minimise(ulong hash, ulong[] signature)
    {
        for (int i = 0; i < Count; i++)
        {
            // The remainder by a Mersenne number: fold the high bits, subtract once.
            ulong value = (hash * _a[i]) + _b[i];
            value = (value & Prime) + (value >> 61);
            value = value >= Prime ? value - Prime : value;
            signature[i] = Math.Min(signature[i], value);
        }
    }
}
