using System.IO.Hashing;
using BenchmarkDotNet.Attributes;
using DataCuration.Deduplication.MinHash;
using DataCuration.Deduplication.MinHash.Datatrove;
using DataCuration.Documents.Recipes;

namespace DataCuration.Benchmarks;

/// <summary>Signatures of 112 permutations over shingles of five words, tokenising included; the ceiling reads and hashes the bytes once.</summary>
public class MinHashBenchmarks
{
    private static readonly byte[][] Texts = QuickstartText.Documents();
    private readonly MinHasher _hasher = new(new MinHashOptions());
    private readonly DatatroveMinHasher _datatrove = new();
    private readonly uint[] _signature = new uint[112];
    private readonly ulong[] _datatroveSignature = new ulong[DatatroveMinHasher.SignatureLength];

    /// <summary>Bytes that one operation reads.</summary>
    public static long Bytes => Texts.Sum(text => (long)text.Length);

    [Benchmark(Baseline = true, Description = "XxHash3 alone")]
    public ulong Ceiling()
    {
        ulong all = 0;
        foreach (byte[] text in Texts)
        {
            all ^= XxHash3.HashToUInt64(text);
        }

        return all;
    }

    [Benchmark(Description = "signatures 14 x 8")]
    public uint Signatures()
    {
        uint all = 0;
        foreach (byte[] text in Texts)
        {
            _hasher.TryComputeSignature(text, _signature);
            all ^= _signature[0];
        }

        return all;
    }

    [Benchmark(Description = "signatures of datatrove 0.10")]
    public ulong Datatrove()
    {
        ulong all = 0;
        foreach (byte[] text in Texts)
        {
            _datatrove.TryComputeSignature(text, _datatroveSignature);
            all ^= _datatroveSignature[0];
        }

        return all;
    }
}
