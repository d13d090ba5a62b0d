namespace DataCuration.Quality.Rules.Words;

/// <summary>The traits of a word. Pure.</summary>
internal delegate WordTraits WordClassifier(ReadOnlySpan<byte> word);
