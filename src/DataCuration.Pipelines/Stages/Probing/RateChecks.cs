using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>The extra probes that test whether the pools' order depends on the learning rate.</summary>
internal static class RateChecks
{
    /// <summary>Times the planned rate; at a quarter of it small models rank data most like large ones (Wang et al., arXiv 2512.24503), and four times is the other side.</summary>
    public static IReadOnlyList<double> Factors { get; } = [0.25, 4];

    /// <summary>
    /// The index of the length that is trained again: the longest within a quarter of the longest of all, or else the shortest. The pools' own probes
    /// were measured there too.
    /// </summary>
    public static int LengthIndex(ProbesOptions probes) =>
        Math.Max(0, Enumerable.Range(0, probes.Epochs.Count).Last(index => index == 0 || probes.Epochs[index] <= probes.Epochs.Max() / 4));
}
