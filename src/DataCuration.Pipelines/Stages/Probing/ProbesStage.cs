using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
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
        (string Pool, long Tokens, IReadOnlyList<double> Epochs)[] series =
        [
            .. samples.Measured(probes).Select(pool => (pool.Name, probes.UniqueTokens, probes.Epochs)),
            .. samples.Mixtures.Select(mixture => (mixture.PoolName, mixture.Tokens, mixture.Epochs)),
        ];
        foreach ((string pool, long tokens, IReadOnlyList<double> epochs) in series)
        {
            for (int seed = 1; seed <= probes.Seeds; seed++)
            {
                ProbeSpec spec = CreateSpec(context, pool, seed, device) with { UniqueTokens = tokens, Epochs = epochs, ShortestTokens = samples.ShortestTokens(probes) };
                TaskInput[] inputs =
                [
                    context.Input(StageNames.ProbeTokens, ProbeTokensStage.PoolFile(context.Work, pool)),
                    .. probes.Evaluate.Select(set => context.Input(StageNames.ProbeTokens, ProbeTokensStage.EvaluationFile(context.Work, set))),
                    .. context.Inputs(StageNames.Tokenizer),
                ];
                tasks.Add(new StageTask(spec.Id, StateJson.Canonical(spec), inputs, (task, token) => TrainAsync(context, spec, task, token)));
            }
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
    }

    private static ProbeSpec CreateSpec(RunContext context, string pool, int seed, string device)
    {
        ProbesOptions probes = context.Recipe.Probes!;
        string folder = Path.GetDirectoryName(context.Work.Probe("x"))!;
        return new ProbeSpec
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{pool}-s{seed}"),
            Pool = pool,
            TokenFile = Relative(ProbeTokensStage.PoolFile(context.Work, pool)),
            TokenizerFile = Relative(TokenizerStage.FilePath(context)),
            UniqueTokens = probes.UniqueTokens,
            Epochs = probes.Epochs,
            Seed = (context.Recipe.Seed * 1000) + (ulong)seed,
            Model = probes.Model,
            ContextLength = probes.ContextLength,
            Threads = probes.Threads,
            MaxEvaluationTokens = probes.EvaluationTokens,
            Device = device,
            Precision = device == "cuda" ? ProbePrecision.Bf16 : ProbePrecision.Fp32,
            EvaluationSets = probes.Evaluate
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
        if (result.Status == ProbeStatus.Diverged)
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
