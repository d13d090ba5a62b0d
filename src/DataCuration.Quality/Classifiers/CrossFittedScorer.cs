using DataCuration.Documents;

namespace DataCuration.Quality.Classifiers;

/// <summary>Scores each document with the model that did not see its fold. Allocates nothing once warm; one instance a thread.</summary>
public sealed class CrossFittedScorer
{
    private readonly CrossFittedClassifier _classifier;
    private readonly HashedNGramFeaturizer _featurizer;

    internal CrossFittedScorer(CrossFittedClassifier classifier)
    {
        _classifier = classifier;
        _featurizer = new HashedNGramFeaturizer(classifier.Models[0].HashBits, classifier.Models[0].MaxWordsPerGram);
    }

    /// <summary>The probability of being a positive example, in [0, 1].</summary>
    public double Score(DocumentId id, ReadOnlySpan<byte> utf8)
    {
        _featurizer.Featurize(utf8);
        return _classifier.Models[CrossFittedClassifier.FoldOf(id, _classifier.Seed, _classifier.Models.Count)].Score(_featurizer);
    }
}
