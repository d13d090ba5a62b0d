using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Exact;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication;

/// <summary>Computes what clustering needs to know of a text. Immutable; safe for concurrent use.</summary>
public sealed class DocumentSketcher
{
    /// <summary>Version of all hashes: sketches of different versions do not compare.</summary>
    public const string AlgorithmVersion = ExactHash.AlgorithmVersion + "." + MinHasher.AlgorithmVersion;

    private readonly ExactOptions? _exact;
    private readonly MinHashOptions? _minHash;
    private readonly MinHasher? _hasher;

    /// <summary>A sketcher; null switches a method off.</summary>
    /// <exception cref="DiagnosticException">DC1071: an option is out of range.</exception>
    public DocumentSketcher(ExactOptions? exact, MinHashOptions? minHash)
    {
        _exact = exact;
        _minHash = minHash;
        _hasher = minHash is null ? null : new MinHasher(minHash);
    }

    /// <summary>The number of a scope: documents of different scopes are never duplicates of each other. An empty name is the global scope, 0.</summary>
    public static ulong ScopeOf(string name) => string.IsNullOrEmpty(name) ? 0 : XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name)) | 1;

    /// <summary>The sketch of one text.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="scope">See <see cref="ScopeOf"/>.</param>
    public DocumentSketch Sketch(ReadOnlySpan<byte> utf8, ulong scope)
    {
        UInt128? exact = _exact is null ? null : Scoped(ExactHash.Compute(utf8, _exact.Normalise), scope);
        if (_hasher is null || _minHash is null)
        {
            return new DocumentSketch(exact, default, default);
        }

        uint[] signature = new uint[_hasher.SignatureLength];
        if (!_hasher.TryComputeSignature(utf8, signature))
        {
            return new DocumentSketch(exact, default, default);
        }

        UInt128[] keys = new UInt128[_minHash.Bands];
        _hasher.BandKeys(signature, keys);
        for (int i = 0; scope != 0 && i < keys.Length; i++)
        {
            keys[i] = Scoped(keys[i], scope);
        }

        return new DocumentSketch(exact, keys, ShingleSet.IsNeededBy(_minHash) ? ShingleSet.Of(utf8, _minHash) : signature);
    }

    private static UInt128 Scoped(UInt128 key, ulong scope) =>
        scope == 0 ? key : XxHash128.HashToUInt128(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in key)), (long)scope);
}
