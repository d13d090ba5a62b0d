using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Decisions;
using DataCuration.Probes.Models;
using DataCuration.Probes.Native;
using DataCuration.Probes.Training;
using DataCuration.Probes.Worker;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>
/// Trains one probe series for each pool and seed, and for each mixture that tests the law, each in a process of its own. What is measured does not depend on how many run side by side;
/// threads, device and precision are part of the fingerprint.
/// </summary>
internal sealed class ProbesStage : Stage
{
    public override string Name => StageNames.Probes;

    public override string Step => CurationSteps.Probe;

    public override string AlgorithmVersion => "3";

    public override bool HasManyTasks => true;

    public override IReadOnlyList<string> DependsOn => [StageNames.Tokenizer, StageNames.Pools, StageNames.ProbeTokens];

    public override int MaxTasksAtOnce(RunContext context)
    {
        ProbesOptions probes = context.Recipe.Probes!;
        return probes.Parallel ?? Math.Max(1, context.Options.Jobs / probes.Threads);
    }

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        ProbesOptions probes = context.Recipe.Probes!;
        ProbeSamples samples = await StateJson.ReadFileAsync<ProbeSamples>(ProbeTokensStage.SamplesFile(context.Work), cancellationToken).ConfigureAwait(false);
        string device = await ResolveDeviceAsync(context, cancellationToken).ConfigureAwait(false);
        List<StageTask> tasks = [];
        foreach (ProbeSpec planned in Series(context.Recipe, samples))
        {
            ProbeSpec spec = Complete(context, planned, device) with { ShortestTokens = samples.ShortestTokens(probes) };
            TaskInput[] inputs =
            [
                context.Input(StageNames.ProbeTokens, ProbeTokensStage.PoolFile(context.Work, spec.Pool)),
                .. probes.Evaluate.Select(set => context.Input(StageNames.ProbeTokens, ProbeTokensStage.EvaluationFile(context.Work, set))),
                .. context.Inputs(StageNames.Tokenizer),
            ];
            tasks.Add(new StageTask(spec.Id, StateJson.Canonical(spec), inputs, (task, token) => TrainAsync(context, spec, task, token)));
        }

        return tasks;
    }

    public override async Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
        foreach (PoolSummary pool in pools.Pools.Where(pool => !records.Any(record => record.Key.StartsWith(pool.Name + "-s", StringComparison.Ordinal))))
        {
            context.AddWarning(Diagnostic.Warning(
                "DC4020", $"The pool '{pool.Name}' has {pool.Tokens} tokens, too few for one probe sequence; it was not measured and the mix does not use it. Widen the pool's edges."));
        }

        if (context.Recipe.Probes!.LearningRateCheck) WarnOfRate(context, records);
    }

    private static void WarnOfRate(RunContext context, IReadOnlyList<CompletionRecord> records)
    {
        ProbeResult[] pools = [.. records.Select(record => ProbeFiles.ReadResult(context.Work.Probe(record.Key))).Where(result => !result.Spec.Pool.StartsWith(ProbeMixture.Prefix, StringComparison.Ordinal))];
        if (LearningRateCheck.Of(pools) is { IsRobust: false } check)
        {
            context.AddWarning(Diagnostic.Warning(
                "DC3086",
                $"The order of the pools depends on the learning rate: {check.Turned.Count} of {check.Pairs} pairs turn over ({string.Join(", ", check.Turned.Take(3).Select(pair => $"'{pair.First}' and '{pair.Second}'"))}). Treat them as ties, or probe with a larger model."));
        }
    }

    /// <summary>What is trained: each pool and each mixture that tests the law, with every seed; and what tests the learning rate. Files and device come later.</summary>
    internal static IEnumerable<ProbeSpec> Series(Recipe recipe, ProbeSamples samples)
    {
        ProbesOptions probes = recipe.Probes!;
        double? share = RepetitionMatch.Share(recipe);
        foreach (PoolSampleSize pool in samples.Measured(probes))
        {
            long unique = RepetitionMatch.UniqueTokens(probes, share, pool.Held);
            IReadOnlyList<double> epochs = RepetitionMatch.Epochs(probes, share, pool);
            foreach (ProbeSpec spec in Seeds(pool.Name, unique, epochs)) yield return spec;
            if (!probes.LearningRateCheck) continue;
            foreach (double factor in RateChecks.Factors)
            {
                yield return Of(pool.Name, 1, unique, [epochs[RateChecks.LengthIndex(probes)]], string.Create(CultureInfo.InvariantCulture, $"-rate{factor}")) with { LearningRateFactor = factor };
            }
        }

        foreach (ProbeMixture mixture in samples.Mixtures)
        {
            foreach (ProbeSpec spec in Seeds(mixture.PoolName, mixture.Tokens, mixture.Epochs)) yield return spec;
        }

        IEnumerable<ProbeSpec> Seeds(string pool, long unique, IReadOnlyList<double> epochs) => Enumerable.Range(1, probes.Seeds).Select(seed => Of(pool, seed, unique, epochs, ""));

        ProbeSpec Of(string pool, int seed, long unique, IReadOnlyList<double> epochs, string suffix) => new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{pool}-s{seed}{suffix}"),
            Pool = pool,
            TokenFile = "",
            TokenizerFile = "",
            UniqueTokens = unique,
            Epochs = epochs,
            Seed = (recipe.Seed * 1000) + (ulong)seed,
            Model = probes.Model,
            ContextLength = probes.ContextLength,
            Threads = probes.Threads,
            MaxEvaluationTokens = probes.EvaluationTokens,
            EvaluationSets = [],
        };
    }

    private static ProbeSpec Complete(RunContext context, ProbeSpec spec, string device)
    {
        string folder = Path.GetDirectoryName(context.Work.Probe("x"))!;
        return spec with
        {
            TokenFile = Relative(ProbeTokensStage.PoolFile(context.Work, spec.Pool)),
            TokenizerFile = Relative(TokenizerStage.FilePath(context)),
            Device = device,
            Precision = device == "cuda" ? ProbePrecision.Bf16 : ProbePrecision.Fp32,
            EvaluationSets = context.Recipe.Probes!.Evaluate
                .Select(set => new EvaluationSetSpec
                {
                    Name = set.Name,
                    TokenFile = Relative(ProbeTokensStage.EvaluationFile(context.Work, set)),
                    Weight = set.EffectiveWeight(),
                    Kind = set.Kind,
                })
                .ToArray(),
        };

        string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
    }

    private static async Task<string> ResolveDeviceAsync(RunContext context, CancellationToken cancellationToken)
    {
        string device = context.Recipe.Probes!.Device;
        if (device != "auto")
        {
            return device;
        }

        // Without a driver there is no device to ask for, and asking costs the start of a process.
        if (!File.Exists("/proc/driver/nvidia/version") && !OperatingSystem.IsWindows())
        {
            return "cpu";
        }

        TorchFacts facts = await TorchDoctor.ExamineAsync(context.Options.ProbeWorker, cancellationToken).ConfigureAwait(false);
        return facts.CudaDeviceCount > 0 ? "cuda" : "cpu";
    }

    private static async Task<TaskResult> TrainAsync(RunContext context, ProbeSpec spec, TaskContext task, CancellationToken cancellationToken)
    {
        string path = context.Work.Probe(spec.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        task.Progress.AddTotal(1);
        ProbeMeter meter = new(task.Progress, spec.Id);
        ProbeResult result = await ProbeProcess.RunAsync(spec, path, context.Options.ProbeWorker, meter, cancellationToken).ConfigureAwait(false);
        meter.Complete();
        if (result.Status == ProbeStatus.Diverged && spec.LearningRateFactor is null)
        {
            // A pool without its longest lengths would be compared on other terms than the rest: better no comparison than an unfair one.
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC4021",
                    $"The probe '{spec.Id}' diverged after {result.Points.Count} of {spec.Epochs.Count} lengths, so its pool cannot be compared with the others. "
                    + "Use a smaller model or a longer shortest run for all pools.",
                    path),
                ExitCode.Failed);
        }

        return new TaskResult([path], new TaskCounts { In = 1, Out = 1, Tokens = result.Points.Sum(point => point.TokensSeen) });
    }
}
