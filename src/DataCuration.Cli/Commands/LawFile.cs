using System.Text.Json;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Cli.Commands;

/// <summary>A law.json: <c>qqt-ed</c> with its own solver, or a fit of any law.</summary>
/// <param name="EffectiveData">The fit of <c>qqt-ed</c>; null for other files.</param>
/// <param name="Table">The fit of another law; null for <c>qqt-ed</c>.</param>
internal sealed record LawFile(LawFit? EffectiveData, TableFit? Table)
{
    /// <summary>The pools.</summary>
    public IReadOnlyList<string> Pools => EffectiveData is { } fit ? [.. fit.Best.Pools.Select(pool => pool.Pool)] : Table!.Pools;

    /// <summary>What it was fitted to.</summary>
    public IReadOnlyList<Observation> Observations => EffectiveData?.Observations ?? Table!.Observations;

    public static LawFile Read(string path)
    {
        string json = InputFile.Read(path);
        return IsTableFit(json) ? new LawFile(null, TableFit.Parse(json, path)) : new LawFile(LawFit.Parse(json, path), null);
    }

    /// <summary>The mix for a budget in tokens.</summary>
    public Mix Solve(MixPool[] pools, double tokens, double maxEpochs, double modelParameters, MixMethod? method) => EffectiveData is { } fit
        ? MixSolver.Solve(new MixProblem(fit, pools, tokens, maxEpochs) { Method = method })
        : MixSolver.Solve(new TableMixProblem(Table!, pools, tokens, maxEpochs) { ModelParameters = modelParameters });

    /// <summary>The frontier over a range of budgets in tokens.</summary>
    public IReadOnlyList<FrontierPoint> Frontier(MixPool[] pools, double from, double to, double maxEpochs, double modelParameters, MixMethod? method) => EffectiveData is { } fit
        ? ScalingLaws.Mixing.Frontier.Compute(new MixProblem(fit, pools, from, maxEpochs) { Method = method }, from, to)
        : ScalingLaws.Mixing.Frontier.Compute(new TableMixProblem(Table!, pools, from, maxEpochs) { ModelParameters = modelParameters }, from, to);

    // Only qqt-ed has "best"; what is no JSON object at all is left to the parser's message.
    private static bool IsTableFit(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("law", out _) && !root.TryGetProperty("best", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
