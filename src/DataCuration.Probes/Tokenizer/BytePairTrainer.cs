// Learns byte-pair merges (Sennrich et al., arXiv 1508.07909, algorithm 1) with incremental counts: a merge touches only the
// words that contain its pair. Ties go to the smaller left, then right token, and only counts matter, so the vocabulary does not
// depend on the order of the texts. Cost: one pass over the text, then time in proportion to the words that merges touch.
// Memory: the distinct pieces of the sample (about 60 bytes each); give it a bounded sample, tens of megabytes.
using System.Runtime.InteropServices;

namespace DataCuration.Probes.Tokenizer;

/// <summary>Trains a <see cref="BytePairTokenizer"/>. Pure.</summary>
public static class BytePairTrainer
{
    /// <summary>The smallest vocabulary: the separator and 256 bytes.</summary>
    public const int MinVocabulary = BytePairTokenizer.FirstMerged;

    /// <summary>The largest vocabulary: tokens are 16 bits.</summary>
    public const int MaxVocabulary = 65_536;

    /// <summary>Learns merges until the vocabulary is full or no pair occurs twice.</summary>
    /// <param name="texts">A sample; enumerated once.</param>
    /// <param name="vocabularySize">From <see cref="MinVocabulary"/> to <see cref="MaxVocabulary"/>.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary's size is out of range.</exception>
    public static BytePairTokenizer Train(
        IEnumerable<ReadOnlyMemory<byte>> texts, int vocabularySize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, MinVocabulary);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vocabularySize, MaxVocabulary);

        PairCounts counts = new(CountWords(texts, cancellationToken));
        List<(ushort Left, ushort Right)> merges = [];
        while (BytePairTokenizer.FirstMerged + merges.Count < vocabularySize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (counts.TakeMostFrequent() is not { } pair) break;
            counts.Merge(pair.Left, pair.Right, (ushort)(BytePairTokenizer.FirstMerged + merges.Count));
            merges.Add(pair);
        }

        return new BytePairTokenizer(merges);
    }

    private static Dictionary<byte[], long> CountWords(
        IEnumerable<ReadOnlyMemory<byte>> texts, CancellationToken cancellationToken)
    {
        Dictionary<byte[], long> words = new(ByteStringComparer.Instance);
        Dictionary<byte[], long>.AlternateLookup<ReadOnlySpan<byte>> lookup = words.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (ReadOnlyMemory<byte> text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> rest = text.Span;
            while (!rest.IsEmpty)
            {
                int length = PreTokenizer.NextLength(rest);
                CollectionsMarshal.GetValueRefOrAddDefault(lookup, rest[..length], out _)++;
                rest = rest[length..];
            }
        }

        return words;
    }
}
