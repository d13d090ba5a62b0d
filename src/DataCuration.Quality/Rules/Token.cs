namespace DataCuration.Quality.Rules;

/// <summary>One token of a text: a word, a punctuation mark, or a run of full stops, hyphens or slashes.</summary>
/// <param name="Start">First byte in the text.</param>
/// <param name="Length">Bytes.</param>
/// <param name="CodePoints">Code points.</param>
/// <param name="Classes">The union of its code points' classes.</param>
/// <param name="IsSymbol">All its code points belong to datatrove's PUNCTUATION_SET.</param>
internal readonly record struct Token(int Start, int Length, int CodePoints, CharacterClass Classes, bool IsSymbol)
{
    /// <summary>It ends a sentence by itself; an ellipsis does not.</summary>
    public bool EndsSentence => (Classes & (CharacterClass.Terminal | CharacterClass.Word)) == CharacterClass.Terminal && CodePoints == 1;

    /// <summary>Only punctuation (category P*), which stays with the sentence it follows.</summary>
    public bool IsPunctuation => Classes != CharacterClass.None
        && (Classes & (CharacterClass.Punctuation | CharacterClass.Word)) == CharacterClass.Punctuation;
}
