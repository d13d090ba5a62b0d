// Text embeddings without a trained model: TF-IDF (Spärck Jones 1972) over hashed words and character trigrams, made short by a sparse random projection
// (Achlioptas 2003; Kane and Nelson 2014): each feature adds its weight, with signs, to a few coordinates that its hash chooses. They choose coordinates one
// by one; here a hash chooses runs of 16 that lie together, so that one vector addition serves 16: the variance of a similarity is the same 1 / dimensions.
// It sees words, not meanings: paraphrases with other words stay apart. Any encoder's vectors can take its place, since everything behind it sees vectors
// only.
// Cost: one hash and one table entry a word and trigram; measured in docs/deduplication.md.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Deduplication.Semantic;

/// <summary>Turns texts into vectors of length 1. Single-threaded; one a thread.</summary>
public sealed class TextEmbedder
{
    /// <summary>Bumped when embeddings change.</summary>
    public const string AlgorithmVersion = "2";

    private const int RunsPerFeature = 2;

    // 1 + ln(count): a word ten times in a text is not ten times the word.
    private static readonly float[] CountWeights = [0, .. Enumerable.Range(1, 255).Select(count => 1 + MathF.Log(count))];

    private static readonly Vector512<uint> LaneBits = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);

    private readonly float[] _inverses;
    private readonly TextFeatures _features = new();
    private readonly float[] _sums;

    /// <summary>An embedder.</summary>
    /// <param name="frequencies">Of the corpus; an empty one weighs all features alike.</param>
    /// <param name="dimensions">Length of a vector, a multiple of 16.</param>
    public TextEmbedder(FeatureFrequencies frequencies, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 16);
        ArgumentOutOfRangeException.ThrowIfNotEqual(dimensions % 16, 0);
        _inverses = frequencies.Inverses();
        _sums = new float[dimensions];
    }

    /// <summary>Writes the vector of a text; zeros for a text without a word.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="vector">As long as the dimensions.</param>
    public void Embed(ReadOnlySpan<byte> utf8, Span<float> vector)
    {
        _features.Read(utf8);
        Array.Clear(_sums);
        Span<Vector512<float>> runs = MemoryMarshal.Cast<float, Vector512<float>>(_sums.AsSpan());
        ReadOnlySpan<ulong> features = _features.Features;
        ReadOnlySpan<int> counts = _features.Counts;
        for (int f = 0; f < features.Length; f++)
        {
            ulong feature = features[f];
            float weight = CountWeight(counts[f]) * _inverses[FeatureFrequencies.BucketOf(feature)] * (TextFeatures.IsTrigram(feature) ? TextFeatures.TrigramWeight : 1);
            Vector512<uint> value = Vector512.Create(weight).AsUInt32();
            ulong random = feature;
            for (int i = 0; i < RunsPerFeature; i++)
            {
                random = (random * 0xD120_2EF8_E37A_4E2D) + 0x9E37_79B9_7F4A_7C15;
                int run = (int)(((random >> 32) * (ulong)runs.Length) >> 32);
                Vector512<uint> minus = ~Vector512.Equals(Vector512.Create((uint)(random >> 16)) & LaneBits, Vector512<uint>.Zero) & Vector512.Create(0x8000_0000);
                runs[run] += (value ^ minus).AsSingle();
            }
        }

        double square = 0;
        foreach (float sum in _sums)
        {
            square += (double)sum * sum;
        }

        double scale = square > 0 ? 1 / Math.Sqrt(square) : 0;
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(_sums[i] * scale);
        }
    }

    private static float CountWeight(int count) => count < CountWeights.Length ? CountWeights[count] : 1 + MathF.Log(count);
}
