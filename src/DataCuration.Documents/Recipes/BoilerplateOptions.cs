namespace DataCuration.Documents.Recipes;

/// <summary>
/// Cuts the lines that many pages of one registered domain share: menus, notices, footers. Documents without an address stay as they are.
/// </summary>
public sealed record BoilerplateOptions
{
    /// <summary>A domain with fewer pages is left alone.</summary>
    public int MinPages { get; init; } = 10;

    /// <summary>A line on fewer pages of its domain stays, whatever share of them that is.</summary>
    public int MinCount { get; init; } = 5;

    /// <summary>A line on this share of its domain's pages is boilerplate wherever it stands.</summary>
    public double MinShare { get; init; } = 0.3;

    /// <summary>A line on this share of its domain's pages is boilerplate near the page's beginning and end.</summary>
    public double MinEdgeShare { get; init; } = 0.02;

    /// <summary>The share of a page's lines at each end that counts as near.</summary>
    public double Edge { get; init; } = 0.2;

    /// <summary>A page that would lose more than this share of its bytes loses nothing and is marked as a template.</summary>
    public double MaxCut { get; init; } = 0.8;

    /// <summary>Drops the pages that are marked as templates.</summary>
    public bool DropTemplates { get; init; } = true;

    /// <summary>Most pages of a domain that are counted, chosen by hash.</summary>
    public int MaxPages { get; init; } = 10_000;
}
