using DataCuration.Documents;
using DataCuration.Quality.ImageText;

namespace DataCuration.Pipelines.ImageText;

/// <summary>A sample as pools see it.</summary>
/// <param name="Uid">Its uid.</param>
/// <param name="Score">Its score; NaN when it has none.</param>
/// <param name="Flaws">Why it is not in any pool; none when it may be.</param>
internal readonly record struct SampleScore(DocumentId Uid, double Score, SampleFlaw Flaws);
