namespace DataCuration.Quality.Language;

/// <summary>Writing systems that language identification tells apart before it looks at words.</summary>
internal enum Script : byte
{
    /// <summary>A script of no language that the model knows.</summary>
    Other,
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Hebrew,
    Ethiopic,
    Bengali,
    Greek,
    Armenian,
    Georgian,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Khmer,
    Thaana,
    Hangul,
    Kana,
    Han,
    Cherokee,
    Inuktitut,
}
