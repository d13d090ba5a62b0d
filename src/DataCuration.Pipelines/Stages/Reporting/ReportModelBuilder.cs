using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Report;
using DataCuration.Pipelines.Report.Model;
using DataCuration.Pipelines.Stages.Mixing;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Training;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>Gathers what the report shows from a work directory. Reads only; the same directory gives an equal model.</summary>
internal static class ReportModelBuilder
{
    public static async Task<ReportModel> BuildAsync(RunContext context, CancellationToken cancellationToken)
    {
        PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
        ReportScan scan = new(context);
        await scan.RunAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<DocumentId, Document> texts = await ReportTexts.ReadAsync(context, ExampleParts.Wanted(scan), cancellationToken).ConfigureAwait(false);
        ProbeResult[] probes = context.Completed(StageNames.Probes).Select(record => ProbeFiles.ReadResult(context.Work.Probe(record.Key))).ToArray();
        (LawFit? fit, Mix? mix) = await ReadDecisionAsync(context, cancellationToken).ConfigureAwait(false);
        double spent = context.Recipe.Mix is { } options ? RecipeMix.SpentOf(options, probes.Sum(ProbeCosts.Flops)) : 0;
        return new ReportModel
        {
            Name = context.Recipe.Name,
            Counts = Counts(context, pools, probes),
            Mix = fit is null || mix is null ? null : DecisionParts.Mix(context.Recipe, fit, mix, pools, spent),
            Slider = fit is null || mix is null ? null : DecisionParts.Slider(context.Recipe, fit, mix, spent),
            Frontier = fit is null || mix is null ? null : DecisionParts.Frontier(context.Recipe, fit, mix, pools, spent),
            Law = fit is null ? null : LawParts.Law(fit),
            Order = fit is null ? null : OrderParts.Order(probes, fit),
            Costs = Costs(probes),
            Funnel = FunnelParts.Funnel(context, scan, pools, mix),
            Scores = await ScoreParts.ScoresAsync(context, scan, pools, cancellationToken).ConfigureAwait(false),
            Duplicates = context.Completed(StageNames.Clusters).Count == 0 ? null : ExampleParts.Duplicates(scan, texts),
            Pruned = context.Completed(StageNames.Prune).Count == 0 ? null : ExampleParts.Pruned(scan, texts, pools),
            Rephrasing = scan.Rephrasing?.Model(context.Recipe.Rephrase!.Styles, texts),
            Repeats = ExampleParts.Repeats(scan, texts),
            Examples = ExampleParts.Examples(scan, texts),
            Quarantine = await QuarantineParts.ReadAsync(context, cancellationToken).ConfigureAwait(false),
            Provenance = Provenance(context, probes),
        };
    }

    private static async Task<(LawFit? Fit, Mix? Mix)> ReadDecisionAsync(RunContext context, CancellationToken cancellationToken)
    {
        if (context.Completed(StageNames.Mix).Count == 0)
        {
            return (null, null);
        }

        string law = MixStage.LawPath(context);
        LawFit fit = LawFit.Parse(await File.ReadAllTextAsync(law, cancellationToken).ConfigureAwait(false), law);
        return (fit, Mix.Parse(await File.ReadAllTextAsync(context.Work.Mix, cancellationToken).ConfigureAwait(false)));
    }

    private static KeyCounts Counts(RunContext context, PoolsFile pools, ProbeResult[] probes)
    {
        TaskCounts ingest = TaskCounts.Sum(context.Completed(StageNames.Ingest).Select(record => record.Counts));
        return new KeyCounts
        {
            DocumentsRead = ingest.In,
            DocumentsRephrased = TaskCounts.Sum(context.Completed(StageNames.Synthetic).Select(record => record.Counts)).Out,
            DocumentsKept = pools.Documents - pools.DroppedByRules - pools.Duplicates - pools.Pruned - pools.NotSelected,
            DocumentsDropped = ingest.Dropped + pools.DroppedByRules + pools.Duplicates + pools.Pruned + pools.NotSelected,
            DocumentsQuarantined = ingest.Quarantined,
            TokensKept = pools.Pools.Sum(pool => pool.Tokens),
            ProbesTrained = probes.Sum(probe => probe.Points.Count),
            ProbeFlops = probes.Sum(ProbeCosts.Flops),
        };
    }

    private static CostItem[] Costs(ProbeResult[] probes) => probes
        .OrderBy(probe => probe.Spec.Pool.StartsWith(ProbeMixture.Prefix, StringComparison.Ordinal))
        .GroupBy(CostOf, StringComparer.Ordinal)
        .Select(runs => new CostItem(
            runs.Key,
            runs.Sum(ProbeCosts.Tokens),
            runs.Sum(ProbeCosts.Flops)))
        .ToArray();

    private static string CostOf(ProbeResult probe)
    {
        string pool = probe.Spec.Pool;
        if (!pool.StartsWith(ProbeMixture.Prefix, StringComparison.Ordinal)) return $"pool {pool}";
        string mixture = pool[ProbeMixture.Prefix.Length..];
        return mixture.StartsWith(DrawnMixtures.NamePrefix, StringComparison.Ordinal) ? "drawn mixtures" : $"held-out mixture {mixture}";
    }

    private static ProvenanceModel Provenance(RunContext context, ProbeResult[] probes) => new()
    {
        // Without the folder and without resources: two runs that give the same dataset show the same recipe.
        RecipeJson = RecipeWriter.ToJson(context.Recipe with { BaseDirectory = "" }),
        Seed = context.Recipe.Seed,
        ProbeDevice = probes.Length == 0 ? null : $"{probes[0].DeviceKind}, {probes[0].Spec.Precision}, {probes[0].Spec.Threads} thread each",
        Versions =
        [
            ("DataCuration", typeof(ReportModelBuilder).Assembly.GetName().Version!.ToString(3)),
            (".NET", Environment.Version.ToString()),
        ],
        Stages = StageList.For(context.Recipe)
            .Where(stage => context.Completed(stage.Name).Count > 0)
            .Select(stage => new ProvenanceStage(
                stage.Name, stage.AlgorithmVersion, context.Completed(stage.Name).Sum(record => record.Counts.In), context.Completed(stage.Name).Sum(record => record.Outputs.Count)))
            .ToArray(),
    };
}
