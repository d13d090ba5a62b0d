using DataCuration.Documents.Diagnostics;
using DataCuration.Quality.Mixtures;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Pipelines.Mixtures;

/// <summary>The mix that RegMix would propose from the runs of a law, as a rival of the law's. Pure.</summary>
public static class RegMix
{
    /// <summary>Its name among the baselines.</summary>
    public const string Name = "regMix";

    /// <summary>Fewer mixtures teach trees nothing.</summary>
    private const int LeastMixtures = 30;

    /// <summary>Runs longer than this multiple of the shortest differ by more than their shares.</summary>
    private const double MostLengthRatio = 1.5;

    /// <summary>Learns from the runs and looks for the best shares within the pools' limits.</summary>
    /// <param name="observations">Runs of one length and one model that differ in their shares.</param>
    /// <param name="pools">The pools.</param>
    /// <param name="budgetTokens">Tokens of the budget, for limits on epochs.</param>
    /// <param name="maxEpochs">Most epochs of any pool.</param>
    /// <exception cref="DiagnosticException">DC4036: the runs are no mixtures of one length and model, or the limits leave nothing to choose.</exception>
    public static NamedShares Propose(IReadOnlyList<Observation> observations, IReadOnlyList<MixPool> pools, double budgetTokens, double maxEpochs = double.PositiveInfinity) =>
        Propose(observations, pools, budgetTokens, maxEpochs, new BoostedMixtureOptions());

    internal static NamedShares Propose(IReadOnlyList<Observation> observations, IReadOnlyList<MixPool> pools, double budgetTokens, double maxEpochs, BoostedMixtureOptions options)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(pools);
        Observation[] runs = [.. observations.Where(observation => observation.Exposures.All(exposure => pools.Any(pool => pool.Name == exposure.Pool)))];
        int mixtures = runs.Count(run => run.Exposures.Count(exposure => exposure.Tokens > 0) > 1);
        bool isOneKind = runs.Length > 0 && runs.Max(run => run.Tokens) <= MostLengthRatio * runs.Min(run => run.Tokens) && runs.Select(run => run.ModelParameters).Distinct().Count() == 1;
        if (mixtures < LeastMixtures || !isOneKind)
        {
            throw Unfit($"RegMix learns from shares alone: it needs at least {LeastMixtures} runs of mixtures of these pools, of one length and one model. This law has {mixtures} mixtures in {runs.Length} runs{(isOneKind ? "" : " of several lengths or models")}.");
        }

        BoostedMixtures trees = BoostedMixtures.Train([.. runs.Select(run => pools.Select(pool => run.ShareOf(pool.Name)).ToArray())], [.. runs.Select(run => run.Value)], options);
        double total = pools.Sum(pool => pool.UniqueTokens);
        double[] best = trees.FindBest([.. pools.Select(pool => pool.UniqueTokens / total)], IsAllowed)
            ?? throw Unfit("None of the mixtures that RegMix simulates keeps the limits on shares and epochs. Loosen --pool-share, --pool-max-epochs or --max-epochs.");
        return new NamedShares(Name, pools.Select((pool, i) => KeyValuePair.Create(pool.Name, best[i])).ToDictionary(StringComparer.Ordinal));

        bool IsAllowed(double[] shares) => shares.Zip(pools).All(pair =>
            pair.First >= pair.Second.MinShare && pair.First <= pair.Second.MaxShare && pair.First * budgetTokens <= Math.Min(maxEpochs, pair.Second.MaxEpochs) * pair.Second.UniqueTokens);
    }

    private static DiagnosticException Unfit(string message) => new(Diagnostic.Error("DC4036", message), ExitCode.Usage);
}
