namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures texts for the rules of a recipe. Single-threaded.</summary>
internal interface IMeter
{
    /// <summary>Measures one text. Invalid UTF-8 counts as U+FFFD; no text makes it throw.</summary>
    DocumentMetrics Measure(ReadOnlySpan<byte> utf8);
}
