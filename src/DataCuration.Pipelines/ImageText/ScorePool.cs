namespace DataCuration.Pipelines.ImageText;

/// <summary>A pool of samples of like score.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The uid file, beside the manifest.</param>
/// <param name="Samples">Entries of the file.</param>
/// <param name="DistinctSamples">Different uids among them.</param>
/// <param name="LowestScore">The lowest score in it; null when it is empty or unscored.</param>
/// <param name="HighestScore">The highest.</param>
public sealed record ScorePool(string Name, string File, long Samples, long DistinctSamples, double? LowestScore, double? HighestScore);
