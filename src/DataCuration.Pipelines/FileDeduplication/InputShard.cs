namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>One input file.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its name in results and document ids: relative, with forward slashes, unique in the job.</param>
public sealed record InputShard(string Path, string Name)
{
    /// <summary>The source of documents that name none: the file's folder, or <c>input</c>.</summary>
    public string DefaultSource => Name.LastIndexOf('/') is > 0 and int slash ? Name[..slash] : "input";
}
