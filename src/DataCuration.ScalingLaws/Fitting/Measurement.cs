using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A run and the loss it ended with.</summary>
/// <param name="Run">What was trained on what.</param>
/// <param name="Loss">Above 0.</param>
/// <param name="Weight">How much it counts; above 0.</param>
public sealed record Measurement(TrainingRun Run, double Loss, double Weight = 1);
