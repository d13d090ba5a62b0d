using DataCuration.Deduplication;
using DataCuration.Deduplication.Clusters;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication;

/// <summary>Texts of one test, their ids and their clusters.</summary>
internal sealed record ClusteredTexts(IReadOnlyList<DocumentId> Ids, DuplicateClusters Clusters, long SpilledBytes)
{
    public const long Plenty = 256L << 20;

    public static readonly MinHashOptions Defaults = new();

    /// <summary>Clusters these texts; ids are their numbers unless given.</summary>
    public static ClusteredTexts Of(
        IEnumerable<string[]> documents, MinHashOptions? options, ExactOptions? exact = null, IReadOnlyList<int>? ids = null, long memoryBytes = Plenty,
        Func<int, string>? scopeOf = null)
    {
        using TemporaryFolder folder = new();
        using SketchStore store = new(Path.Combine(folder.Path, "sorting"), memoryBytes);
        DocumentSketcher sketcher = new(exact, options);
        List<DocumentId> names = [];
        foreach (string[] words in documents)
        {
            names.Add(new DocumentId((UInt128)(ids is null ? names.Count : ids[names.Count])));
            store.Add(names[^1], sketcher.Sketch(SyntheticTexts.Text(words), DocumentSketcher.ScopeOf(scopeOf?.Invoke(names.Count - 1) ?? "")));
        }

        DuplicateClusters clusters = new DuplicateClusterer(options).Cluster(store, TestContext.Current.CancellationToken);
        return new ClusteredTexts(names, clusters, store.SpilledBytes);
    }

    public DocumentId ClusterOf(int row) => Clusters.ClusterIdAt(row) ?? Ids[row];

    /// <summary>Everything known, in the order of ids, so that two inputs in different orders compare.</summary>
    public string[] Describe()
    {
        IEnumerable<string> rows = Enumerable.Range(0, Ids.Count)
            .OrderBy(row => Ids[row])
            .Select(row => $"{Ids[row]} {ClusterOf(row)} {Clusters.ClusterSizeAt(row)} "
                + (Clusters.NearestAt(row) is { } edge ? $"{Ids[edge.Row]} {edge.Similarity:R} {edge.Kind}" : "alone"));
        IEnumerable<string> groups = Clusters.Groups().Select(group => string.Join(' ', group.ToArray().Select(row => Ids[row])));
        return [.. rows, .. groups, $"{Clusters.ComparedPairs} {Clusters.AcceptedPairs} {Clusters.ClusterCount}"];
    }
}
