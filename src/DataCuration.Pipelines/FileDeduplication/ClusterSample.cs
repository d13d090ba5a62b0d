namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>A large cluster and the beginnings of some of its texts.</summary>
/// <param name="Id">The cluster.</param>
/// <param name="Size">Its documents.</param>
/// <param name="Texts">Up to three beginnings of 200 characters.</param>
public sealed record ClusterSample(string Id, int Size, IReadOnlyList<string> Texts);
