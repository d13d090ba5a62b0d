namespace DataCuration.Documents.Recipes;

/// <summary>How alike a rephrased text and its source are found.</summary>
public enum EmbeddingMethod
{
    /// <summary>Not at all: the check is not run.</summary>
    None,

    /// <summary>The cosine of their words, weighed by TF-IDF over the run's segments: a processor's stand-in for a sentence embedding, blind to synonyms.</summary>
    HashedTfIdf,
}
