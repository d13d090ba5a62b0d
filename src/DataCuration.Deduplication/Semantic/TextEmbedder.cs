// Text embeddings without a trained model: TF-IDF (Spärck Jones 1972) over hashed words and character trigrams, made short by a sparse random projection
// (Achlioptas 2003; Kane and Nelson 2014): each feature adds its weight, with signs, to a few coordinates that its hash chooses. Cosine similarities survive
// within about 1 / sqrt(dimensions). It sees words, not meanings: paraphrases with other words stay apart. Any encoder's vectors can take its place, since
// everything behind it sees vectors only.
// Cost: one hash and one table entry a word and trigram; measured in docs/deduplication.md.

namespace DataCuration.Deduplication.Semantic;

/// <summary>Turns texts into vectors of length 1. Single-threaded; one a thread.</summary>
public sealed class TextEmbedder
{
    /// <summary>Bumped when embeddings change.</summary>
    public const string AlgorithmVersion = "1";

    private const int CoordinatesPerFeature = 8;

    private readonly float[] _inverses;
    private readonly TextFeatures _features = new();
    private readonly double[] _sums;

    /// <summary>An embedder.</summary>
    /// <param name="frequencies">Of the corpus; an empty one weighs all features alike.</param>
    /// <param name="dimensions">Length of a vector, a multiple of 16.</param>
    public TextEmbedder(FeatureFrequencies frequencies, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 16);
        ArgumentOutOfRangeException.ThrowIfNotEqual(dimensions % 16, 0);
        _inverses = frequencies.Inverses();
        _sums = new double[dimensions];
    }

    /// <summary>Writes the vector of a text; zeros for a text without a word.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="vector">As long as the dimensions.</param>
    public void Embed(ReadOnlySpan<byte> utf8, Span<float> vector)
    {
        _features.Read(utf8);
        double[] sums = _sums;
        Array.Clear(sums);
        ReadOnlySpan<ulong> features = _features.Features;
        ReadOnlySpan<int> counts = _features.Counts;
        for (int f = 0; f < features.Length; f++)
        {
            ulong feature = features[f];

            // 1 + ln(count): a word ten times in a text is not ten times the word.
            float weight = (counts[f] == 1 ? 1 : 1 + MathF.Log(counts[f])) * _inverses[FeatureFrequencies.BucketOf(feature)] * (TextFeatures.IsTrigram(feature) ? TextFeatures.TrigramWeight : 1);
            ulong random = feature;
            for (int i = 0; i < CoordinatesPerFeature; i++)
            {
                random = (random * 0xD120_2EF8_E37A_4E2D) + 0x9E37_79B9_7F4A_7C15;
                int coordinate = (int)(((random >> 33) * (ulong)sums.Length) >> 31);
                sums[coordinate] += (1 - (2 * (int)((random >> 32) & 1))) * weight;
            }
        }

        double square = 0;
        foreach (double sum in _sums)
        {
            square += sum * sum;
        }

        double scale = square > 0 ? 1 / Math.Sqrt(square) : 0;
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(_sums[i] * scale);
        }
    }
}
