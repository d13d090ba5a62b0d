namespace DataCuration.Quality.Rules;

/// <summary>What the rules need to know about a code point; several may hold at once.</summary>
[Flags]
internal enum CharacterClass : ushort
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>Python's <c>str.isspace</c>: includes U+001C to U+001F, which .NET does not count.</summary>
    WhiteSpace = 1,

    /// <summary>Python's <c>str.isalpha</c>: category L*.</summary>
    Letter = 2,

    /// <summary>Category Nd.</summary>
    Digit = 4,

    /// <summary>Belongs inside a word: letters, marks, numbers, and code points without a visible class.</summary>
    Word = 8,

    /// <summary>Category P*.</summary>
    Punctuation = 16,

    /// <summary>Datatrove's PUNCTUATION_SET: a word made of these alone is a symbol, not a word.</summary>
    Symbol = 32,

    /// <summary>Datatrove's TERMINAL_PUNCTUATION: ends a sentence.</summary>
    Terminal = 64,

    /// <summary>Python's <c>str.splitlines</c> breaks here.</summary>
    LineBreak = 128,

    /// <summary>Category Lu.</summary>
    UpperCase = 256,
}
