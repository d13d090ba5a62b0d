using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines.Stages.Mixing;

/// <summary>Solves for the budget: the mix, the frontier around it. Another budget runs this and what follows, and nothing before.</summary>
internal sealed class MixStage : Stage
{
    /// <summary>The frontier spans this factor below and above the budget.</summary>
    private const double FrontierSpan = 30;

    public override string Name => StageNames.Mix;

    public override string Step => CurationSteps.Mix;

    public override string AlgorithmVersion => "2";

    public override IReadOnlyList<string> DependsOn => [StageNames.Pools, StageNames.Law];

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        MixOptions mix = context.Recipe.Mix!;
        string law = LawPath(context);
        if (!File.Exists(law))
        {
            throw new DiagnosticException(Diagnostic.Error("DC4023", "mix.pinnedLaw names this file, which does not exist. Give the law.json of an earlier run.", law), ExitCode.Usage);
        }

        TaskInput lawInput = mix.PinnedLaw is null
            ? context.Input(StageNames.Law, context.Work.Law)
            : new TaskInput("pinned law", await context.InputHashes.GetAsync(law, cancellationToken).ConfigureAwait(false));
        string options = StateJson.Canonical(new { mix = new { mix.Budget, mix.ModelParameters, mix.TokensPerParameter, mix.Method, mix.MaxEpochs } });
        return [new StageTask("all", options, [context.Input(StageNames.Pools, context.Work.Pools), lawInput], (_, token) => SolveAsync(context, mix, law, token))];
    }

    public override async Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Mix mix = Mix.Parse(await File.ReadAllTextAsync(context.Work.Mix, cancellationToken).ConfigureAwait(false));
        LawFit fit = LawFit.Parse(await File.ReadAllTextAsync(LawPath(context), cancellationToken).ConfigureAwait(false), LawPath(context));
        ExitCode exitCode = mix.SuggestedExitCode(context.Recipe.Mix!.Strict);
        if (exitCode == ExitCode.Extrapolated)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC4022", $"{string.Join(" ", mix.Notes)} mix.strict forbids that: probe longer or larger, or lower the budget.", context.Work.Mix), ExitCode.Extrapolated);
        }

        // A half-life that is not known matters where the mix repeats its pool; then the mix says so.
        context.ExitCode = exitCode == ExitCode.Done && fit.Status == FitStatus.Unstable ? ExitCode.Tie : exitCode;
        foreach (string note in mix.Notes)
        {
            context.AddWarning(Diagnostic.Warning("DC4022", note, context.Work.Mix));
        }
    }

    public static string LawPath(RunContext context) =>
        context.Recipe.Mix?.PinnedLaw is { } pinned ? Path.GetFullPath(Path.Combine(context.Recipe.BaseDirectory, pinned)) : context.Work.Law;

    private static async Task<TaskResult> SolveAsync(RunContext context, MixOptions options, string lawPath, CancellationToken cancellationToken)
    {
        LawFit fit = LawFit.Parse(await File.ReadAllTextAsync(lawPath, cancellationToken).ConfigureAwait(false), lawPath);
        PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
        double flopsPerToken = 6 * TrainingBudget.ParametersOf(options);
        MixPool[] measured = pools.Pools
            .Where(pool => fit.Best.Pools.Any(utility => string.Equals(utility.Pool, pool.Name, StringComparison.Ordinal)))
            .Select(pool => new MixPool(pool.Name, pool.Tokens) { CostPerUniqueToken = (pool.GenerationFlops ?? 0) / pool.Tokens / flopsPerToken })
            .ToArray();
        if (measured.Length == 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC4024",
                    $"The law knows the pools {string.Join(", ", fit.Best.Pools.Select(utility => utility.Pool))}; the recipe has {string.Join(", ", pools.Pools.Select(pool => pool.Name))}. Pin a law that measured these pools.",
                    lawPath),
                ExitCode.Usage);
        }

        double budget = TrainingBudget.TokensOf(options).Value;
        MixProblem problem = new(fit, measured, budget, options.MaxEpochs ?? double.PositiveInfinity) { Method = TrainingBudget.MethodOf(options.Method) };
        Mix mix = MixSolver.Solve(problem);
        IReadOnlyList<FrontierPoint> frontier = Frontier.Compute(problem, budget / FrontierSpan, budget * FrontierSpan);
        await AtomicFile.WriteAsync(context.Work.Mix, mix.ToJson(), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(context.Work.Frontier, Frontier.ToCsv(frontier), cancellationToken).ConfigureAwait(false);
        return new TaskResult([context.Work.Mix, context.Work.Frontier], new TaskCounts { In = measured.Length, Out = measured.Length, Tokens = (long)mix.Pools.Sum(pool => pool.Tokens) });
    }
}
