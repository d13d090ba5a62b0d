namespace DataCuration.Quality.FastText;

/// <summary>A label and its score as fastText gives them.</summary>
/// <param name="Label">With its prefix, for example <c>__label__en</c>.</param>
/// <param name="Score">The probability plus 1e-5, as fastText adds it before its logarithm; with hierarchical softmax at each branch of the tree.</param>
public readonly record struct FastTextPrediction(string Label, float Score);
