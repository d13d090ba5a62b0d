// The cosine of two texts as bags of words: each word weighs (1 + ln f) · idf, f its occurrences in the text and idf = ln((1 + N) / (1 + n)) + 1 over the N sources of the run, of which n hold it
// (Salton and Buckley 1988; the smoothed idf is scikit-learn's default). Words are hashed into a fixed table, so a run of any size takes the same memory.
// It stands in for a sentence embedding where there is no model: it finds answers about something else and does not see that two different words mean the same, so a threshold must come from
// pairs of the same style, never from another embedding's habits. Cost: linear in the texts.
using System.Runtime.InteropServices;

namespace DataCuration.Rephrasing.Checks;

/// <summary>Hashed TF-IDF cosines, no neural embedding. Counting is single-threaded; comparing is safe for concurrent use.</summary>
public sealed class TermVectors
{
    /// <summary>Bump when a cosine may change.</summary>
    public const string AlgorithmVersion = "1";

    private const int TableBits = 18;

    private readonly int[] _sourcesWithTerm = new int[1 << TableBits];
    private int _sources;

    /// <summary>Sources counted.</summary>
    public int Sources => _sources;

    /// <summary>Counts a source's words.</summary>
    public void Add(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources++;
        foreach (int term in TermsOf(source).Keys)
            _sourcesWithTerm[term]++;
    }

    /// <summary>A text's weights, of length 1; empty for a text without words.</summary>
    public TermVector Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (int Term, double Weight)[] weights = [.. TermsOf(text).Select(term => (term.Key, (1 + Math.Log(term.Value)) * (Math.Log((1.0 + _sources) / (1 + _sourcesWithTerm[term.Key])) + 1)))];

        // In the order of the table, so that sums and their last bits do not depend on the order of words.
        Array.Sort(weights, static (left, right) => left.Term.CompareTo(right.Term));
        return new TermVector([.. weights.Select(weight => weight.Term)], [.. weights.Select(weight => weight.Weight)]);
    }

    /// <summary>In [0, 1]; 0 when either has no words.</summary>
    public double Cosine(string left, string right) => Of(left).Cosine(Of(right));

    /// <summary>The counts; the same bytes for the same sources in any order.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[sizeof(int) * (_sourcesWithTerm.Length + 1)];
        BitConverter.TryWriteBytes(bytes, _sources);
        MemoryMarshal.AsBytes<int>(_sourcesWithTerm).CopyTo(bytes.AsSpan(sizeof(int)));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The length is another.</exception>
    public static TermVectors FromBytes(ReadOnlySpan<byte> bytes)
    {
        TermVectors vectors = new();
        if (bytes.Length != sizeof(int) * (vectors._sourcesWithTerm.Length + 1))
            throw new InvalidDataException($"A table of terms has {sizeof(int) * (vectors._sourcesWithTerm.Length + 1)} bytes; this one has {bytes.Length}.");
        vectors._sources = BitConverter.ToInt32(bytes);
        MemoryMarshal.Cast<byte, int>(bytes[sizeof(int)..]).CopyTo(vectors._sourcesWithTerm);
        return vectors;
    }

    private static Dictionary<int, int> TermsOf(string text)
    {
        Dictionary<int, int> counts = [];
        foreach (string word in CopyComparison.WordsOf(text))
            CollectionsMarshal.GetValueRefOrAddDefault(counts, Term(word), out _)++;
        return counts;
    }

    // FNV-1a, folded.
    private static int Term(string word)
    {
        uint hash = 2166136261;
        foreach (char c in word)
            hash = (hash ^ c) * 16777619;
        return (int)((hash ^ (hash >> TableBits)) & ((1u << TableBits) - 1));
    }
}
