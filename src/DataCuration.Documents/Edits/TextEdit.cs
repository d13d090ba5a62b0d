namespace DataCuration.Documents.Edits;

/// <summary>One replacement in a document's text. Edits are found when a document is scored and applied when the dataset is written.</summary>
/// <param name="Rule">The rule that asks for it, for example <c>privacy.email</c>.</param>
/// <param name="Start">First byte of the UTF-8 text that goes.</param>
/// <param name="Length">Bytes that go; both ends lie between characters.</param>
/// <param name="Replacement">What comes in their place; empty to cut.</param>
public readonly record struct TextEdit(string Rule, int Start, int Length, string Replacement)
{
    /// <summary>The byte after the last that goes.</summary>
    public int End => Start + Length;
}
