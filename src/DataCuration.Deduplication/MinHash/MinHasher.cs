// MinHash signatures of word shingles (Broder 1997) with banding (Indyk and Motwani 1998): two texts with Jaccard similarity s of
// their shingle sets share a bucket with probability 1 - (1 - s^rows)^bands. Normalisation follows FineWeb (Penedo et al. 2024,
// arXiv 2406.17557, section 3.4) in spirit: lower case, punctuation separates, runs of white space are one. It differs in that digits
// are kept (two pages that differ in every number are not copies) and in the hash, so signatures do not compare with other tools'
// unless the profile says so: see Datatrove/DatatroveMinHasher.cs.
// Cost: one pass over the bytes plus k multiply-adds a shingle, vectorised.
using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using DataCuration.Deduplication.MinHash.Datatrove;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.MinHash;

/// <summary>Computes signatures and bucket keys. Immutable; safe for concurrent use; allocates nothing a document once the pool is warm.</summary>
public sealed class MinHasher
{
    /// <summary>Version of normalisation, hash and permutations: signatures of different versions do not compare.</summary>
    public const string AlgorithmVersion = "1";

    /// <summary>Most hash functions a signature may have (bands times rows).</summary>
    public const int MaxSignatureLength = 16_384;

    /// <summary>Most words a shingle may have.</summary>
    public const int MaxShingleWords = 64;

    /// <summary>Fewest characters a character shingle may have: below, unrelated texts share most of them.</summary>
    public const int MinShingleCharacters = 9;

    private const int ShinglesAtOnce = 1024;

    private readonly Permutations _permutations;
    private readonly DatatroveMinHasher? _datatrove;

    /// <summary>A hasher for these options.</summary>
    /// <exception cref="DiagnosticException">DC1071: an option is out of range.</exception>
    public MinHasher(MinHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate(options);
        Options = options;
        _permutations = new Permutations(options.Bands * options.Rows);
        _datatrove = options.Profile == MinHashProfiles.Datatrove ? new DatatroveMinHasher() : null;
    }

    /// <summary>The options given.</summary>
    public MinHashOptions Options { get; }

    /// <summary>Values in a signature: bands times rows, and twice as many for a profile of 64-bit hashes, whose halves they are.</summary>
    public int SignatureLength => _datatrove is null ? _permutations.Count : 2 * DatatroveMinHasher.SignatureLength;

    /// <summary>
    /// Computes the signature; false, with the signature all ones, when the text has fewer words than a shingle. Such texts can only be
    /// exact duplicates.
    /// </summary>
    /// <param name="utf8">The text in UTF-8; invalid sequences separate words.</param>
    /// <param name="signature">At least <see cref="SignatureLength"/> values.</param>
    /// <exception cref="ArgumentException">The signature is too short.</exception>
    public bool TryComputeSignature(ReadOnlySpan<byte> utf8, Span<uint> signature)
    {
        signature = Exactly(signature);
        if (_datatrove is not null)
        {
            return _datatrove.TryComputeSignature(utf8, MemoryMarshal.Cast<uint, ulong>(signature));
        }

        signature.Fill(uint.MaxValue);
        uint[] shingles = ArrayPool<uint>.Shared.Rent(ShinglesAtOnce);
        bool hasShingles = Options.ShingleCharacters > 0
            ? MinimiseOverCharacters(utf8, shingles.AsSpan(0, ShinglesAtOnce), signature)
            : MinimiseOverWords(utf8, shingles.AsSpan(0, ShinglesAtOnce), signature);
        ArrayPool<uint>.Shared.Return(shingles);
        return hasShingles;
    }

    /// <summary>
    /// The 128-bit key of each band: XxHash128 of the band's values (little endian) seeded with the band's number, so that equal keys mean
    /// the same bucket of the same band. 128 bits because a signature's worth of buckets for 10^9 documents would collide in 64.
    /// </summary>
    /// <param name="signature">A signature of this hasher.</param>
    /// <param name="keys">At least <see cref="MinHashOptions.Bands"/> keys.</param>
    /// <exception cref="ArgumentException">One of the spans is too short.</exception>
    public void BandKeys(ReadOnlySpan<uint> signature, Span<UInt128> keys)
    {
        if (keys.Length < Options.Bands)
        {
            throw new ArgumentException($"{keys.Length} keys do not hold {Options.Bands} bands.", nameof(keys));
        }

        int values = SignatureLength / Options.Bands;
        for (int band = 0; band < Options.Bands; band++)
        {
            keys[band] = BandKey(signature.Slice(band * values, values), band);
        }
    }

    /// <summary>The key of one band's values.</summary>
    internal static UInt128 BandKey(ReadOnlySpan<uint> rows, int band) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(rows), band);

    private bool MinimiseOverWords(ReadOnlySpan<byte> utf8, Span<uint> shingles, Span<uint> signature)
    {
        Span<ulong> recentWords = stackalloc ulong[Options.ShingleWords];
        ShingleStream stream = new(utf8, recentWords);
        bool hasShingles = false;
        int count;
        while ((count = stream.Read(shingles)) > 0)
        {
            hasShingles = true;
            _permutations.Minimise(shingles[..count], signature);
        }

        return hasShingles;
    }

    private bool MinimiseOverCharacters(ReadOnlySpan<byte> utf8, Span<uint> shingles, Span<uint> signature)
    {
        Span<ulong> recent = stackalloc ulong[Options.ShingleCharacters];
        CharacterShingleStream stream = new(utf8, recent);
        bool hasShingles = false;
        int count;
        while ((count = stream.Read(shingles)) > 0)
        {
            hasShingles = true;
            _permutations.Minimise(shingles[..count], signature);
        }

        return hasShingles;
    }

    private static void Validate(MinHashOptions options)
    {
        List<Diagnostic> problems = [];
        if (options.Bands < 1 || options.Rows < 1 || (long)options.Bands * options.Rows > MaxSignatureLength)
        {
            problems.Add(Diagnostic.Error(
                "DC1071",
                $"minHash.bands is {options.Bands} and minHash.rows is {options.Rows}; both must be at least 1 and their product at most "
                + $"{MaxSignatureLength}. Use 14 bands of 8 rows unless you have a reason not to."));
        }

        if (options.ShingleWords is < 1 or > MaxShingleWords)
        {
            problems.Add(Diagnostic.Error(
                "DC1071",
                $"minHash.shingleWords is {options.ShingleWords}; it must be between 1 and {MaxShingleWords}. Use 5 unless you have a reason not to."));
        }

        if (options.ShingleCharacters is not 0 and (< MinShingleCharacters or > MaxShingleWords))
        {
            problems.Add(Diagnostic.Error(
                "DC1071",
                $"minHash.shingleCharacters is {options.ShingleCharacters}; it must be 0 (word shingles) or between {MinShingleCharacters} and {MaxShingleWords}: "
                + "shorter ones make unrelated texts alike. Use 24 unless you have a reason not to."));
        }

        if (!(options.Threshold is > 0 and <= 1))
        {
            problems.Add(Diagnostic.Error(
                "DC1071",
                FormattableString.Invariant($"minHash.threshold is {options.Threshold}; it must be above 0 and at most 1. Use 0.75 unless you have a reason not to.")));
        }

        if (!MinHashProfiles.All.Contains(options.Profile))
        {
            problems.Add(Diagnostic.Error("DC1071", $"minHash.profile is '{options.Profile}'; expected one of {string.Join(", ", MinHashProfiles.All)}."));
        }

        if (options.Profile == MinHashProfiles.Datatrove
            && (options.Bands, options.Rows, options.ShingleWords, options.ShingleCharacters) != (DatatroveMinHasher.Buckets, DatatroveMinHasher.HashesPerBucket, DatatroveMinHasher.ShingleWords, 0))
        {
            problems.Add(Diagnostic.Error(
                "DC2230",
                $"The profile {MinHashProfiles.Datatrove} stands for datatrove's defaults, {DatatroveMinHasher.Buckets} bands of {DatatroveMinHasher.HashesPerBucket} rows over "
                + $"{DatatroveMinHasher.ShingleWords} words; {options.Bands} bands of {options.Rows} rows over "
                + (options.ShingleCharacters > 0 ? $"{options.ShingleCharacters} characters" : $"{options.ShingleWords} words") + " were asked for. Leave these options out, or use another preset."));
        }

        if (problems.Count > 0)
        {
            throw new DiagnosticException(problems, ExitCode.Usage);
        }
    }

    private Span<uint> Exactly(Span<uint> signature) =>
        signature.Length >= SignatureLength
            ? signature[..SignatureLength]
            : throw new ArgumentException($"{signature.Length} values do not hold a signature of {SignatureLength}.", nameof(signature));
}
