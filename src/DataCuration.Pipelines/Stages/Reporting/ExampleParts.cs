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
        wanted.UnionWith(scan.Repeats.SelectMany(repeats => repeats.Longest).Select(example => example.Entry.Id));
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

    private static string Text(IReadOnlyDictionary<DocumentId, Document> texts, DocumentId id)
    {
        string text = texts[id].GetTextString();
        return text.Length <= TextLength ? text : text[..(char.IsHighSurrogate(text[TextLength - 1]) ? TextLength - 1 : TextLength)];
    }
}
