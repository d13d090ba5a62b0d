using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>The learning curves of the CLIP-score pools as measurements.</summary>
internal static class ClipPools
{
    public static readonly string[] FirstFour = ["clipbucket_top10p", "clipbucket_10p_to_20p", "clipbucket_20p_to_30p", "clipbucket_30p_to_40p"];

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Rows = Table.Read("clip_buckets_imagenet_learning_curves.csv");

    public static string[] All => [.. Rows.Select(row => row["pool"]).Distinct()];

    /// <summary>The ends of epochs 2, 4, 6, 8 and 10 of 12.8 M samples, as the authors used.</summary>
    public static Measurement[] FivePoints(params string[] pools) =>
        Measure(pools, (samples, _) => new[] { 25.6e6, 51.2e6, 76.8e6, 102.4e6, 128e6 }.Any(end => Math.Abs(samples - end) < 1e6));

    /// <summary>All checkpoints after warm-up.</summary>
    public static Measurement[] From25Million(params string[] pools) => Measure(pools, (samples, _) => samples >= 25e6);

    /// <summary>The same as a table: the checkpoints of a pool are one series.</summary>
    public static Observation[] Observations(params string[] pools) => [.. Rows
        .Where(row => Array.IndexOf(pools, row["pool"]) >= 0 && row.Number("samples_seen") >= 25e6)
        .Select(row => new Observation
        {
            Run = $"{row["pool"]}-{row["samples_seen"]}",
            Series = row["pool"],
            Exposures = [new PoolExposure(row["pool"], row.Number("pool_samples"), row.Number("samples_seen"))],
            Value = row.Number("imagenet_error"),
        })];

    private static Measurement[] Measure(string[] pools, Func<double, string, bool> keep) =>
        [.. Rows.Where(row => Array.IndexOf(pools, row["pool"]) >= 0 && keep(row.Number("samples_seen"), row["pool"]))
            .Select(row => new Measurement(Run(pools, row), row.Number("imagenet_error")))];

    private static TrainingRun Run(string[] pools, IReadOnlyDictionary<string, string> row) => new(
        [.. pools.Select(pool => pool == row["pool"] ? row.Number("pool_samples") : 0)],
        [.. pools.Select(pool => pool == row["pool"] ? row.Number("samples_seen") : 0)]);
}
