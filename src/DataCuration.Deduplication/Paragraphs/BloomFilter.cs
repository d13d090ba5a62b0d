// Bloom 1970 with two hashes standing for k (Kirsch and Mitzenmacher 2006): bit i of a key is h1 + i h2, scaled to the number of bits by a multiplication,
// so any size will do. Seeds are fixed: the same keys give the same bits on every machine.
using System.IO.Hashing;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Paragraphs;

/// <summary>A set of keys that may say yes to a key it does not hold, at a known rate. Single-threaded.</summary>
public sealed class BloomFilter
{
    private const double MaxFill = 1.1;

    private readonly ulong[] _words;
    private readonly ulong _bits;
    private readonly long _keys;
    private readonly double _rate;
    private readonly int _hashes;

    /// <summary>A filter.</summary>
    /// <param name="keys">Keys that it will hold, at least 1.</param>
    /// <param name="falsePositiveRate">How often it then says yes to a key it does not hold; between 0 and 1.</param>
    public BloomFilter(long keys, double falsePositiveRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1);
        _keys = keys;
        _rate = falsePositiveRate;
        _hashes = HashesFor(falsePositiveRate);
        _bits = (ulong)Math.Ceiling(keys * BitsPerKey(falsePositiveRate));
        _words = new ulong[(_bits + 63) / 64];
    }

    /// <summary>Different keys added, as far as the filter can tell.</summary>
    public long Count { get; private set; }

    /// <summary>-ln p / ln² 2.</summary>
    public static double BitsPerKey(double falsePositiveRate) => -Math.Log(falsePositiveRate) / (Math.Log(2) * Math.Log(2));

    /// <summary>The best number of hashes: bits a key times ln 2, rounded.</summary>
    public static int HashesFor(double falsePositiveRate) => Math.Max(1, (int)Math.Round(BitsPerKey(falsePositiveRate) * Math.Log(2)));

    /// <summary>Bytes of a filter.</summary>
    public static long BytesFor(long keys, double falsePositiveRate) => (long)Math.Ceiling(keys * BitsPerKey(falsePositiveRate) / 64) * 8;

    /// <summary>Two hashes of a key's bytes.</summary>
    public static UInt128 Hash(ReadOnlySpan<byte> key) => XxHash128.HashToUInt128(key, 0x0DC1_0B1E);

    /// <summary>The key was added, or looks so.</summary>
    public bool MayContain(UInt128 key)
    {
        (ulong hash, ulong step) = Split(key);
        for (int i = 0; i < _hashes; i++, hash += step)
        {
            ulong bit = Math.BigMul(hash, _bits, out _);
            if ((_words[bit >> 6] & (1UL << (int)(bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a key.</summary>
    /// <exception cref="DiagnosticException">DC2170: a tenth more keys than it was made for: it would say yes to nearly everything before long.</exception>
    public void Add(UInt128 key)
    {
        if (MayContain(key))
        {
            return;
        }

        if (Count + 1 > _keys * MaxFill)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2170",
                    $"The Bloom filter was made for {_keys} n-grams at a false-positive rate of {_rate.ToString(System.Globalization.CultureInfo.InvariantCulture)}, and there are more than {Count}. " +
                    "Raise 'deduplicate.paragraphs.keys', or leave it out to have the n-grams counted first."),
                ExitCode.Usage);
        }

        Count++;
        (ulong hash, ulong step) = Split(key);
        for (int i = 0; i < _hashes; i++, hash += step)
        {
            ulong bit = Math.BigMul(hash, _bits, out _);
            _words[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    private static (ulong Hash, ulong Step) Split(UInt128 key) => ((ulong)key, (ulong)(key >> 64) | 1);
}
