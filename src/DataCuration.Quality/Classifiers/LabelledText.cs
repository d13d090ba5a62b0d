using DataCuration.Documents;

namespace DataCuration.Quality.Classifiers;

/// <summary>A training example.</summary>
/// <param name="Id">The document; decides its fold and whether it is sampled.</param>
/// <param name="IsPositive">A good example.</param>
/// <param name="Text">UTF-8; read before the next example is asked for, so the memory may be reused.</param>
public readonly record struct LabelledText(DocumentId Id, bool IsPositive, ReadOnlyMemory<byte> Text);
