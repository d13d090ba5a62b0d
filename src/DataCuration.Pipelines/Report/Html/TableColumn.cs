namespace DataCuration.Pipelines.Report.Html;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Title">The heading.</param>
/// <param name="IsNumber">Whether cells are numbers, set flush right in figures of equal width.</param>
/// <param name="IsWide">Whether cells are sentences that may wrap.</param>
internal readonly record struct TableColumn(string Title, bool IsNumber = false, bool IsWide = false)
{
    /// <summary>A column of words.</summary>
    public static TableColumn Words(string title) => new(title);

    /// <summary>A column of sentences.</summary>
    public static TableColumn Sentences(string title) => new(title, IsWide: true);

    /// <summary>A column of numbers.</summary>
    public static TableColumn Number(string title) => new(title, IsNumber: true);
}
