using DataCuration.Documents;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>Examples and duplicate clusters with their texts.</summary>
internal static class ExampleParts
{
    private const int TextLength = 1000;
    private const int PerFate = 3;
    private const int RulesShown = 12;

    public static HashSet<DocumentId> Wanted(ReportScan scan)
    {
        HashSet<DocumentId> wanted = [];
        wanted.UnionWith(scan.Clusters.Largest.SelectMany(cluster => cluster).Select(row => row.Id));
        wanted.UnionWith(scan.Examples.Kept.Values.SelectMany(fate => fate.Examples.Take(PerFate)).Select(example => example.Id));
        wanted.UnionWith(scan.Examples.Dropped.Values.SelectMany(fate => fate.Examples.Take(PerFate)).Select(example => example.Id));
        wanted.UnionWith(scan.Pruned.Pairs.SelectMany(pair => new[] { pair.Id, pair.Twin!.Value }));
        wanted.UnionWith(scan.Repeats.SelectMany(repeats => repeats.Longest).Select(example => example.Entry.Id));
        wanted.UnionWith(scan.Rephrasing?.Parents ?? []);
        return wanted;
    }

    public static DuplicatesModel Duplicates(ReportScan scan, IReadOnlyDictionary<DocumentId, Document> texts) => new()
    {
        ExactDropped = scan.Clusters.ExactDropped,
        NearDropped = scan.Clusters.NearDropped,
        ClusterCount = scan.Clusters.ClusterCount,
        Clusters = scan.Clusters.Largest
            .Where(cluster => cluster[0].Outcome == DocumentOutcome.Kept)
            .Select(cluster => new Report.Model.DuplicateCluster
            {
                Size = cluster[0].ClusterSize,
                Survivor = Member(cluster[0], texts, null),
                Others = cluster.Skip(1).Take(2).Select(row => Member(row, texts, row.Similarity)).ToArray(),
            })
            .ToArray(),
    };

    public static PrunedModel Pruned(ReportScan scan, IReadOnlyDictionary<DocumentId, Document> texts, PoolsFile pools) => new()
    {
        Duplicates = scan.Pruned.Duplicates,
        ByDistance = pools.Pruned - scan.Pruned.Duplicates,
        Pairs = [.. scan.Pruned.Pairs.Select(pair => new PrunedPair(Member(texts[pair.Id], pair.Value), Member(texts[pair.Twin!.Value], null)))],
    };

    public static RepeatsModel[] Repeats(ReportScan scan, IReadOnlyDictionary<DocumentId, Document> texts) =>
    [
        .. scan.Repeats.Select(repeats => new RepeatsModel
        {
            Method = repeats.Method,
            Documents = repeats.Documents,
            Spans = repeats.Spans,
            DocumentsLeft = repeats.DocumentsLeft,
            Sources = repeats.Sources,
            Examples = [.. repeats.Longest.Select(example => new RepeatExample(
                example.Entry.Id, example.Source, RepeatedPlace.TextOf(texts[example.Entry.Id], example.Entry), example.Entry.Twin ?? example.Entry.Id))],
        }),
    ];

    public static ExampleGroup[] Examples(ReportScan scan, IReadOnlyDictionary<DocumentId, Document> texts) =>
    [
        .. scan.Examples.Kept.Select(pool => Group("pool " + pool.Key, isKept: true, pool.Value, texts)),
        .. scan.Examples.Dropped.OrderByDescending(rule => rule.Value.Count).Take(RulesShown).Select(rule => Group(rule.Key, isKept: false, rule.Value, texts)),
    ];

    private static ExampleGroup Group(string reason, bool isKept, ExampleSample.Fate fate, IReadOnlyDictionary<DocumentId, Document> texts) => new()
    {
        Reason = reason,
        IsKept = isKept,
        Documents = fate.Count,
        Examples = fate.Examples.Take(PerFate).Select(example => new ExampleDocument(example.Id, example.Source, Text(texts, example.Id), example.Value, example.Threshold)).ToArray(),
    };

    private static ClusterDocument Member(in ReportRow row, IReadOnlyDictionary<DocumentId, Document> texts, double? similarity) =>
        new(row.Id, row.Source, row.TextBytes, Text(texts, row.Id), similarity);

    private static ClusterDocument Member(Document document, double? similarity) =>
        new(document.Id, document.Source, document.Text.Length, Shortened(document), similarity);

    private static string Text(IReadOnlyDictionary<DocumentId, Document> texts, DocumentId id) => Shortened(texts[id]);

    private static string Shortened(Document document)
    {
        string text = document.GetTextString();
        return text.Length <= TextLength ? text : text[..(char.IsHighSurrogate(text[TextLength - 1]) ? TextLength - 1 : TextLength)];
    }
}
