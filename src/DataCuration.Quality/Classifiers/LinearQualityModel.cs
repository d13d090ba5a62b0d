using System.Buffers.Binary;
using System.IO.Hashing;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Quality.Classifiers;

/// <summary>A logistic regression over hashed n-grams. Immutable; safe for concurrent use through one scorer a thread.</summary>
public sealed class LinearQualityModel
{
    // Little-endian: "DCLQ", format, featurizer version, hash bits, words a gram (4 x int32), bias (float32), weights (float32 each), XxHash3 of all before.
    private const int HeaderBytes = 24;
    private const int FormatVersion = 1;

    private readonly float[] _weights;

    internal LinearQualityModel(int hashBits, int maxWordsPerGram, float bias, float[] weights)
    {
        HashBits = hashBits;
        MaxWordsPerGram = maxWordsPerGram;
        Bias = bias;
        _weights = weights;
    }

    /// <summary>log2 of the number of weights.</summary>
    public int HashBits { get; }

    /// <summary>Longest n-gram in words.</summary>
    public int MaxWordsPerGram { get; }

    /// <summary>The log-odds of a text without words.</summary>
    public float Bias { get; }

    /// <summary>One weight a bucket.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    private static ReadOnlySpan<byte> Magic => "DCLQ"u8;

    /// <summary>A scorer with its own buffers; make one a thread.</summary>
    public LinearQualityScorer CreateScorer() => new(this);

    /// <summary>The probability of being a positive example, in [0, 1], of the text that was featurized last.</summary>
    internal double Score(HashedNGramFeaturizer featurizer) => Score(featurizer.Indices, featurizer.Values);

    /// <summary>The probability of a sparse vector.</summary>
    internal double Score(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        double logOdds = Bias;
        for (int i = 0; i < indices.Length; i++)
        {
            logOdds += (double)_weights[indices[i]] * values[i];
        }

        return 1 / (1 + Math.Exp(-logOdds));
    }

    /// <summary>The model's file; the same bytes for the same model on every machine.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeaderBytes + (_weights.Length * sizeof(float)) + sizeof(ulong)];
        Magic.CopyTo(bytes);
        Span<byte> rest = bytes.AsSpan(Magic.Length);
        foreach (int field in (ReadOnlySpan<int>)[FormatVersion, HashedNGramFeaturizer.AlgorithmVersion, HashBits, MaxWordsPerGram])
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, field);
            rest = rest[sizeof(int)..];
        }

        BinaryPrimitives.WriteSingleLittleEndian(rest, Bias);
        rest = rest[sizeof(float)..];
        foreach (float weight in _weights)
        {
            BinaryPrimitives.WriteSingleLittleEndian(rest, weight);
            rest = rest[sizeof(float)..];
        }

        BinaryPrimitives.WriteUInt64LittleEndian(rest, XxHash3.HashToUInt64(bytes.AsSpan(0, bytes.Length - sizeof(ulong))));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DiagnosticException">DC1050: not a model, damaged, or of another version.</exception>
    public static LinearQualityModel FromBytes(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length < HeaderBytes + sizeof(ulong) || !bytes.StartsWith(Magic))
        {
            throw ClassifierDiagnostics.BadModel(file, "it does not start as a quality model does");
        }

        int format = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        int features = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (format != FormatVersion || features != HashedNGramFeaturizer.AlgorithmVersion)
        {
            throw ClassifierDiagnostics.BadModel(
                file, $"it has format {format} with features {features}; this version reads format {FormatVersion} with features {HashedNGramFeaturizer.AlgorithmVersion}");
        }

        int hashBits = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        int maxWords = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        if (hashBits is < 8 or > 24 || maxWords is < 1 or > 8 || bytes.Length != HeaderBytes + (sizeof(float) << hashBits) + sizeof(ulong))
        {
            throw ClassifierDiagnostics.BadModel(file, $"its length of {bytes.Length} bytes does not fit its header");
        }

        if (XxHash3.HashToUInt64(bytes[..^sizeof(ulong)]) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]))
        {
            throw ClassifierDiagnostics.BadModel(file, "its checksum is wrong");
        }

        float[] weights = new float[1 << hashBits];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(HeaderBytes + (i * sizeof(float)))..]);
        }

        return new LinearQualityModel(hashBits, maxWords, BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]), weights);
    }
}
