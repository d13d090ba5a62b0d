namespace DataCuration.Documents.Recipes;

/// <summary>Which ends a cut may have. A span shrinks to them, so that nothing goes that is not repeated.</summary>
public enum SpanSnap
{
    /// <summary>Any; never inside a character.</summary>
    None,

    /// <summary>Whole words.</summary>
    Word,

    /// <summary>Whole sentences.</summary>
    Sentence,

    /// <summary>Whole lines.</summary>
    Line,
}
