namespace DataCuration.Documents.Recipes;

/// <summary>
/// The names of the fields or columns that hold a document's parts. The text is required; the others are taken when present. A name may be a path: <c>content.text</c>
/// is a member of an object or struct, <c>messages[].content</c> a member of each element of a list; several texts are joined by an empty line.
/// </summary>
public sealed record FieldMapping
{
    /// <summary>The text.</summary>
    public string Text { get; init; } = "text";

    /// <summary>The address.</summary>
    public string Url { get; init; } = "url";

    /// <summary>The date.</summary>
    public string Date { get; init; } = "date";

    /// <summary>The language.</summary>
    public string Language { get; init; } = "language";
}
