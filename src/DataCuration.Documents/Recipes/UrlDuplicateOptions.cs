namespace DataCuration.Documents.Recipes;

/// <summary>Documents with the same address: host without <c>www.</c>, path and query, without fragment, tracking parameters and a slash at the end.</summary>
public sealed record UrlDuplicateOptions
{
    /// <summary>Within what the same address is looked for.</summary>
    public UrlScope Scope { get; init; } = UrlScope.Global;

    /// <summary>Which copy stays: the newest by its date (Llama 3), or the one that <c>deduplicate.keep</c> names.</summary>
    public UrlKeep Copy { get; init; } = UrlKeep.Newest;
}
