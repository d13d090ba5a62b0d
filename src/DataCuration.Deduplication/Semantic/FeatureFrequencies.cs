using System.Buffers.Binary;

namespace DataCuration.Deduplication.Semantic;

/// <summary>In how many texts each feature occurs, by hash buckets. Counting is thread-safe; sums do not depend on order.</summary>
public sealed class FeatureFrequencies
{
    private const int BucketBits = 20;

    [ThreadStatic]
    private static TextFeatures? _perThread;

    private readonly int[] _texts = new int[1 << BucketBits];
    private int _count;

    /// <summary>Texts counted.</summary>
    public int Count => _count;

    /// <summary>Counts the features of one text.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        TextFeatures features = _perThread ??= new TextFeatures();
        features.Read(utf8);
        foreach (ulong feature in features.Features)
        {
            Interlocked.Increment(ref _texts[BucketOf(feature)]);
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>Writes the counts.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] bytes = new byte[4 * (_texts.Length + 1)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, _count);
        for (int i = 0; i < _texts.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * (i + 1)), _texts[i]);
        }

        stream.Write(bytes);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static FeatureFrequencies Read(ReadOnlySpan<byte> bytes)
    {
        FeatureFrequencies frequencies = new() { _count = BinaryPrimitives.ReadInt32LittleEndian(bytes) };
        for (int i = 0; i < frequencies._texts.Length; i++)
        {
            frequencies._texts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * (i + 1))..]);
        }

        return frequencies;
    }

    /// <summary>ln((1 + texts) / (1 + texts with the feature)) + 1, smoothed so that no feature weighs nothing.</summary>
    internal float[] Inverses() => Array.ConvertAll(_texts, texts => MathF.Log((1f + _count) / (1f + texts)) + 1);

    /// <summary>The bucket of a feature.</summary>
    internal static int BucketOf(ulong feature) => (int)(feature >> (64 - BucketBits));
}
