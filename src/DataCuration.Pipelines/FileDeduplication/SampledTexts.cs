using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.MinHash;
using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>
/// Chooses what people should look at (the largest clusters, and pairs whose similarity is computed exactly) and collects its text while the
/// records pass by for the last time. The choice depends on ids only. Single-threaded.
/// </summary>
internal sealed class SampledTexts
{
    private const int LargestClusters = 20;
    private const int TextsPerCluster = 3;
    private const int Pairs = 200;
    private const ulong Seed = 0x70616972; // "pair"

    private readonly DuplicateClusters _clusters;
    private readonly List<int[]> _largest;
    private readonly List<(int Removed, int Twin)> _pairs;
    private readonly Dictionary<int, byte[]?> _texts = [];

    public SampledTexts(DuplicateClusters clusters, SurvivorSelection survivors, int referenceCount)
    {
        _clusters = clusters;
        _largest = [.. clusters.Groups().Select(group => group).OrderByDescending(group => group.Length).Take(LargestClusters).Select(group => group.ToArray())];
        PriorityQueue<(int, int), ulong> smallest = new(Comparer<ulong>.Create((left, right) => right.CompareTo(left)));
        foreach (ReadOnlyMemory<int> group in clusters.Groups())
        {
            foreach (int row in group.Span)
            {
                // Only pairs of which both texts are at hand.
                if (survivors.IsRemoved(row) && clusters.NearestAt(row) is { Kind: DuplicateKind.MinHash } edge && edge.Row >= referenceCount)
                {
                    smallest.Enqueue((row, edge.Row), StableHash.Of(clusters.IdAt(row)!.Value, Seed));
                    if (smallest.Count > Pairs)
                    {
                        smallest.Dequeue();
                    }
                }
            }
        }

        _pairs = [.. smallest.UnorderedItems.Select(item => item.Element).OrderBy(pair => clusters.IdAt(pair.Item1)!.Value)];
        foreach (int row in _largest.SelectMany(group => group.Take(TextsPerCluster)).Concat(_pairs.SelectMany(pair => new[] { pair.Removed, pair.Twin })))
        {
            _texts[row] = null;
        }
    }

    /// <summary>The record's text is wanted.</summary>
    public bool Wants(int row) => _texts.ContainsKey(row);

    public void Add(int row, ReadOnlySpan<byte> text) => _texts[row] = text.ToArray();

    /// <summary>The largest clusters: size, id, and the texts of their first documents, null for those of an index.</summary>
    public IEnumerable<(int Size, DocumentId Id, IReadOnlyList<byte[]?> Texts)> Largest() =>
        _largest.Select(group => (group.Length, _clusters.IdAt(group[0])!.Value, (IReadOnlyList<byte[]?>)[.. group.Take(TextsPerCluster).Select(row => _texts[row])]));

    /// <summary>The exact Jaccard similarity of each sampled pair.</summary>
    public IEnumerable<double> ExactSimilarities(MinHashOptions options)
    {
        MinHashOptions exact = options with { Verify = EdgeVerification.Shingle };
        foreach ((int removed, int twin) in _pairs)
        {
            if (_texts[removed] is { } left && _texts[twin] is { } right)
            {
                yield return ShingleSet.Jaccard(ShingleSet.Of(left, exact), ShingleSet.Of(right, exact));
            }
        }
    }
}
