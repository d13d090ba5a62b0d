namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// Names of what is synthetic. A style's documents have the source and the pool <c>rephrased.STYLE</c>, which no source of a recipe can be named (no dot is allowed there),
/// and lie in one part for each part of documents they were made from. Pure.
/// </summary>
internal static class SyntheticNames
{
    private const string Prefix = "rephrased.";

    public static string Source(string style) => Prefix + style;

    /// <summary>The synthetic part of a style and a part: hash and number of the part stay.</summary>
    public static string Part(string style, string part) => Source(style) + part[part.LastIndexOf('-', part.LastIndexOf('-') - 1)..];

    public static bool IsSynthetic(string part) => part.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The style of a synthetic part.</summary>
    public static string StyleOf(string part) => part[Prefix.Length..part.LastIndexOf('-', part.LastIndexOf('-') - 1)];

    /// <summary>The name of the stage that does for synthetic parts what a stage does for the others.</summary>
    public static string Stage(string stage) => stage + "Synthetic";
}
