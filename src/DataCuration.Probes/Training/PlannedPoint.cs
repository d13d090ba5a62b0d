namespace DataCuration.Probes.Training;

/// <summary>One training length in steps.</summary>
/// <param name="Epochs">As asked for.</param>
/// <param name="CooldownStart">The trunk's step where the rate begins to fall: 0.8 of <paramref name="Steps"/>.</param>
/// <param name="Steps">The last step.</param>
public sealed record PlannedPoint(double Epochs, long CooldownStart, long Steps)
{
    /// <summary>Whether the model is scored after a step: at the end, and a twentieth of the cooldown apart before it.</summary>
    internal bool IsScoredAfter(long step, int checkpoints)
    {
        long apart = Math.Max(1, (Steps - CooldownStart) / 20);
        long before = Steps - 1 - step;
        return before % apart == 0 && before / apart < checkpoints;
    }
}
