namespace DataCuration.Quality.Classifiers;

/// <summary>Scores texts with one model. Allocates nothing once warm; one instance a thread.</summary>
public sealed class LinearQualityScorer
{
    private readonly LinearQualityModel _model;
    private readonly HashedNGramFeaturizer _featurizer;

    internal LinearQualityScorer(LinearQualityModel model)
    {
        _model = model;
        _featurizer = new HashedNGramFeaturizer(model.HashBits, model.MaxWordsPerGram);
    }

    /// <summary>The probability of being a positive example, in [0, 1]. Line feeds and spaces are the same.</summary>
    public double Score(ReadOnlySpan<byte> utf8)
    {
        _featurizer.Featurize(utf8);
        return _model.Score(_featurizer);
    }
}
