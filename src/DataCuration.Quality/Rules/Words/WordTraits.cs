namespace DataCuration.Quality.Rules.Words;

/// <summary>What the rules ask about a word; computed once for each distinct word.</summary>
[Flags]
internal enum WordTraits
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>All its code points belong to datatrove's PUNCTUATION_SET, so it is no word to Gopher's rules.</summary>
    Symbol = 1,

    /// <summary>It has a letter (category L*).</summary>
    Letter = 2,

    /// <summary>Only punctuation (category P*): stays with the sentence it follows.</summary>
    Punctuation = 4,

    /// <summary>A mark that ends a sentence.</summary>
    SentenceMark = 8,

    /// <summary>May be the first word of a special case that spans several words.</summary>
    StartsSequence = 16,

    /// <summary>May be a later word of such a special case.</summary>
    ContinuesSequence = 32,

    /// <summary>A letter of a script that puts no spaces between words.</summary>
    Unspaced = 64,

    /// <summary>The bits with the word's number in <see cref="Unicode.StopWordLists"/>, 0 for any other word.</summary>
    StopWordNumber = 0xFFFF << 8,
}
