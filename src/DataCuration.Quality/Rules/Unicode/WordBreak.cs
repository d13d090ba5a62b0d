namespace DataCuration.Quality.Rules.Unicode;

/// <summary>The Word_Break property values of UAX #29 that word segmentation asks for, and the marks that sentences end with.</summary>
internal enum WordBreak : byte
{
    /// <summary>Stands alone and is no word.</summary>
    Other,

    /// <summary>White space and line breaks.</summary>
    Space,

    /// <summary>A letter of a script that puts spaces between words (ALetter and Hebrew_Letter).</summary>
    Letter,

    /// <summary>A decimal digit.</summary>
    Numeric,

    /// <summary>Katakana: a run is a word.</summary>
    Katakana,

    /// <summary>A letter of a script without spaces between words: each is a word.</summary>
    Unspaced,

    /// <summary>Joins letters, digits and Katakana: the underscore and its kind.</summary>
    ExtendNumLet,

    /// <summary>Joins two letters: a colon or a middle dot.</summary>
    MidLetter,

    /// <summary>Joins two digits: a comma or a semicolon.</summary>
    MidNum,

    /// <summary>Joins two letters or two digits: a full stop or an apostrophe.</summary>
    MidNumLet,

    /// <summary>Belongs to what it follows: marks, joiners and format characters.</summary>
    Extend,

    /// <summary>Ends a sentence.</summary>
    Terminal,

    /// <summary>A closing quotation mark or bracket, which stays with the sentence before it.</summary>
    Closing,
}
