namespace DataCuration.Quality.Rules.English;

/// <summary>The character classes of spaCy's English rules, and the Unicode 14 categories that datatrove asks CPython 3.11 for.</summary>
[Flags]
internal enum SpacyClass : ushort
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>spaCy's ALPHA.</summary>
    Alpha = 1,

    /// <summary>spaCy's ALPHA_LOWER; letters of scripts without case are in both cases.</summary>
    Lower = 2,

    /// <summary>spaCy's ALPHA_UPPER.</summary>
    Upper = 4,

    /// <summary>A quotation mark that may stand beside a full stop inside a span.</summary>
    Quote = 8,

    /// <summary>Split off at both ends of a span.</summary>
    Affix = 16,

    /// <summary>Split off at the start of a span only.</summary>
    PrefixOnly = 32,

    /// <summary>Split anywhere in a span: symbols and pictures.</summary>
    Icon = 64,

    /// <summary>A full stop at the end of a span is split off after it.</summary>
    BeforeStop = 128,

    /// <summary>Ends a sentence.</summary>
    SentenceMark = 256,

    /// <summary>Category L* of Unicode 14.</summary>
    Letter = 512,

    /// <summary>Category P* of Unicode 14.</summary>
    Punctuation = 1024,

    /// <summary>Category Nd of Unicode 14.</summary>
    Digit = 2048,
}
