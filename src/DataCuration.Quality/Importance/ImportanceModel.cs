// Importance weights of documents for a target (DSIR: Xie et al. 2023, arXiv 2302.03169, section 3): the log-ratio of two bags of hashed n-grams, one
// counted on target text and one on raw text, log w(x) = sum over n-grams g of x: ln(p_target(g) + 1e-8) - ln(p_raw(g) + 1e-8). Documents are then
// drawn in proportion to w (GumbelTopK) or from the top. What differs: counts are over all text instead of a prefix of 100,000 tokens a bucket, so
// no order matters; `perToken` divides by the number of n-grams, because a sum over n-grams favours extremes of length.
using System.Buffers.Binary;
using System.IO.Hashing;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Quality.Importance;

/// <summary>The log-ratio of each bucket. Immutable; safe for concurrent use.</summary>
public sealed class ImportanceModel
{
    private const double Floor = 1e-8;
    private const int HeaderBytes = 8;

    private readonly double[] _logRatios;

    private ImportanceModel(double[] logRatios) => _logRatios = logRatios;

    /// <summary>Number of buckets.</summary>
    public int BucketCount => _logRatios.Length;

    /// <summary>ln p_target - ln p_raw of each bucket.</summary>
    public ReadOnlySpan<double> LogRatios => _logRatios;

    private static ReadOnlySpan<byte> Magic => "DCIW"u8;

    /// <summary>The model of two bags.</summary>
    /// <param name="target">N-grams in each bucket of the target text; at least one n-gram.</param>
    /// <param name="raw">The same of the raw text.</param>
    /// <param name="smoothing">Added to each target bucket (Laplace); 0 as in the paper.</param>
    public static ImportanceModel Fit(ReadOnlySpan<long> target, ReadOnlySpan<long> raw, double smoothing)
    {
        if (target.Length != raw.Length)
        {
            throw new ArgumentException($"The target has {target.Length} buckets, the raw text {raw.Length}.", nameof(raw));
        }

        double targetTotal = Total(target) + (smoothing * target.Length);
        double rawTotal = Total(raw);
        if (targetTotal <= 0 || rawTotal <= 0)
        {
            throw new ArgumentException("A side has no n-gram.", nameof(target));
        }

        double[] ratios = new double[target.Length];
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = Math.Log(((target[i] + smoothing) / targetTotal) + Floor) - Math.Log((raw[i] / rawTotal) + Floor);
        }

        return new ImportanceModel(ratios);
    }

    /// <summary>The log importance weight of the text that was counted last, in nats; NaN for a text of fewer than <paramref name="minTokens"/> tokens.</summary>
    public double Score(NGramBuckets text, int minTokens, bool perToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.TokenCount < minTokens || text.Buckets.IsEmpty)
        {
            return double.NaN;
        }

        double sum = 0;
        foreach (int bucket in text.Buckets)
        {
            sum += _logRatios[bucket];
        }

        return perToken ? sum / text.Buckets.Length : sum;
    }

    /// <summary>The file; the same bytes for the same model.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeaderBytes + (_logRatios.Length * sizeof(double)) + sizeof(ulong)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _logRatios.Length);
        for (int i = 0; i < _logRatios.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(HeaderBytes + (i * sizeof(double))), _logRatios[i]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - sizeof(ulong)), XxHash3.HashToUInt64(bytes.AsSpan(0, bytes.Length - sizeof(ulong))));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="DiagnosticException">DC1052: not such a file, or damaged.</exception>
    public static ImportanceModel FromBytes(ReadOnlySpan<byte> bytes, string file)
    {
        bool isWhole = bytes.Length >= HeaderBytes + sizeof(ulong) && bytes.StartsWith(Magic)
            && bytes.Length == HeaderBytes + ((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) * sizeof(double)) + sizeof(ulong)
            && XxHash3.HashToUInt64(bytes[..^sizeof(ulong)]) == BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
        if (!isWhole)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC1052", "This file is no importance model, or it is damaged. Delete it and run again; the model is counted anew.", file), ExitCode.BadInput);
        }

        double[] ratios = new double[BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])];
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(HeaderBytes + (i * sizeof(double)))..]);
        }

        return new ImportanceModel(ratios);
    }

    private static double Total(ReadOnlySpan<long> counts)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        return total;
    }
}
