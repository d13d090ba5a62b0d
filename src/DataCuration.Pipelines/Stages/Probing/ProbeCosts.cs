using DataCuration.Probes.Models;
using DataCuration.Probes.Training;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>What probes cost.</summary>
internal static class ProbeCosts
{
    /// <summary>Tokens trained on: the trunk runs to four fifths of the longest point, and every point adds its own cooldown of one fifth.</summary>
    public static double Tokens(ProbeResult probe) => (0.8 * probe.Points.Max(point => point.TokensSeen)) + (0.2 * probe.Points.Sum(point => point.TokensSeen));

    /// <summary>FLOPs of a probe.</summary>
    public static double Flops(ProbeResult probe) => Tokens(probe) * ModelLadder.Find(probe.Spec.Model)!.FlopsPerToken(probe.Vocabulary, probe.Spec.ContextLength);

    /// <summary>FLOPs of a run's probes; 0 when a pinned law makes them unnecessary.</summary>
    public static double Flops(RunContext context) =>
        context.Completed(StageNames.Probes).Sum(record => Flops(ProbeFiles.ReadResult(context.Work.Probe(record.Key))));
}
