namespace DataCuration.Probes.Decisions;

/// <summary>The order of the pools at one learning rate.</summary>
/// <param name="Factor">Times the planned rate.</param>
/// <param name="LearningRate">The constant rate itself.</param>
/// <param name="Pools">Best first.</param>
/// <param name="MeanBitsPerByte">The mean of the pools' macro bits per byte: the lowest is the best rate of those tried.</param>
public sealed record LearningRateOrder(double Factor, double LearningRate, IReadOnlyList<string> Pools, double MeanBitsPerByte);
