namespace DataCuration.Quality.FastText;

/// <summary>How a model was trained, and so how its output becomes a score; the numbers are those of the file.</summary>
internal enum FastTextLoss
{
    HierarchicalSoftmax = 1,
    NegativeSampling = 2,
    Softmax = 3,
    OneVersusAll = 4,
}
