// Warm-up, constant, cooldown (Hägele et al., arXiv 2405.18392, §3): the rate rises linearly, stays, and falls as 1 - sqrt over
// the last fifth. All lengths share the constant part, so that a series of lengths costs 0.8·max + 0.2·sum instead of the sum.
namespace DataCuration.Probes.Training;

/// <summary>The learning rate of a step as a share of its peak. Pure.</summary>
internal static class LearningRateSchedule
{
    /// <summary>The share of a run that cools down.</summary>
    public const double CooldownShare = 0.2;

    /// <summary>Warm-up, then 1.</summary>
    /// <param name="step">0-based.</param>
    /// <param name="warmupSteps">0 for none.</param>
    public static double Trunk(long step, long warmupSteps) =>
        step < warmupSteps ? (step + 1.0) / warmupSteps : 1.0;

    /// <summary>1 - sqrt(x), where x runs from 0 at the first cooldown step to (just below) 1 at the last.</summary>
    /// <param name="step">0-based, from the point's cooldown start to its steps - 1.</param>
    /// <param name="point">The length.</param>
    /// <param name="warmupSteps">A cooldown may begin before the warm-up has ended; the smaller rate counts.</param>
    public static double Cooldown(long step, PlannedPoint point, long warmupSteps)
    {
        double x = (double)(step - point.CooldownStart) / (point.Steps - point.CooldownStart);
        return Math.Min(Trunk(step, warmupSteps), 1 - Math.Sqrt(x));
    }
}
