using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Models;

namespace DataCuration.Probes.Training;

/// <summary>Finds everything that is wrong with a spec at once. Pure.</summary>
internal static class ProbeSpecValidation
{
    /// <summary>Throws when the spec cannot be run.</summary>
    /// <exception cref="DiagnosticException">DC4002, one for each problem.</exception>
    public static void ThrowIfInvalid(ProbeSpec spec, string? file)
    {
        List<string> problems = [.. Problems(spec)];
        if (problems.Count == 0) return;
        throw new DiagnosticException(
            [.. problems.Select(problem => Diagnostic.Error("DC4002", $"Probe '{spec.Id}': {problem}", file))], ExitCode.Usage);
    }

    /// <summary>Throws when specs cannot train side by side: they may differ in name, pool and seed only.</summary>
    /// <exception cref="DiagnosticException">DC4002.</exception>
    public static void ThrowIfNoEnsemble(IReadOnlyList<ProbeSpec> specs)
    {
        string expected = Shared(specs[0]);
        ProbeSpec? odd = specs.FirstOrDefault(spec => Shared(spec) != expected);
        if (odd is null) return;
        throw new DiagnosticException(
            Diagnostic.Error(
                "DC4002",
                $"Probes '{specs[0].Id}' and '{odd.Id}' cannot train as one ensemble: they differ in more than id, pool, tokenFile and seed."),
            ExitCode.Usage);

        static string Shared(ProbeSpec spec) => JsonSerializer.Serialize(spec with { Id = "", Pool = "", TokenFile = "", Seed = 0 }, ProbeJson.Options);
    }

    private static IEnumerable<string> Problems(ProbeSpec spec)
    {
        if (ModelLadder.Find(spec.Model) is null)
        {
            string names = string.Join(", ", ModelLadder.Rungs.Select(static rung => rung.Name));
            yield return $"there is no model '{spec.Model}'; use one of {names}.";
        }

        if (spec.ContextLength is < 8 or > 8192) yield return Range("contextLength", spec.ContextLength, "from 8 to 8192");
        if (spec.UniqueTokens <= spec.ContextLength) yield return Range("uniqueTokens", spec.UniqueTokens, "above contextLength");
        if (spec.Epochs.Count == 0) yield return "epochs is empty; give at least one training length.";
        for (int index = 0; index < spec.Epochs.Count; index++)
        {
            double previous = index == 0 ? 0 : spec.Epochs[index - 1];
            if (!double.IsFinite(spec.Epochs[index]) || spec.Epochs[index] <= previous)
            {
                yield return Range($"epochs[{index}]", spec.Epochs[index], $"above {previous.ToString(CultureInfo.InvariantCulture)} (ascending)");
            }
        }

        if (spec.ShortestTokens < 1) yield return Range("shortestTokens", spec.ShortestTokens, "positive");
        if (spec.BatchTokens < spec.ContextLength) yield return Range("batchTokens", spec.BatchTokens, "at least contextLength");
        if (spec.MicroBatchTokens < spec.ContextLength) yield return Range("microBatchTokens", spec.MicroBatchTokens, "at least contextLength");
        if (spec.LearningRate is not (null or (> 0 and < 1))) yield return Range("learningRate", spec.LearningRate, "between 0 and 1");
        if (spec.WarmupTokens < 0) yield return Range("warmupTokens", spec.WarmupTokens, "0 or more");
        if (spec.WeightDecay is not (>= 0 and <= 10)) yield return Range("weightDecay", spec.WeightDecay, "from 0 to 10");
        if (spec.Threads is < 1 or > 1024) yield return Range("threads", spec.Threads, "from 1 to 1024");
        if (spec.Device is not ("cpu" or "cuda" or "auto")) yield return $"there is no device '{spec.Device}'; use cpu, cuda or auto.";
        if (spec.EvaluationSets.Count == 0) yield return "evaluationSets is empty; give at least one held-out set.";
        if (spec.MaxEvaluationTokens < 2) yield return Range("maxEvaluationTokens", spec.MaxEvaluationTokens, "at least 2");
        if (spec.EvaluationCheckpoints is < 1 or > 20) yield return Range("evaluationCheckpoints", spec.EvaluationCheckpoints, "from 1 to 20");
        HashSet<string> setNames = [];
        foreach (EvaluationSetSpec set in spec.EvaluationSets)
        {
            if (!setNames.Add(set.Name)) yield return $"two evaluation sets are called '{set.Name}'; give each its own name.";
            if (set.Weight is not (>= 0 and < double.PositiveInfinity)) yield return Range($"the weight of '{set.Name}'", set.Weight, "0 or more");
        }

        if (spec.EvaluationSets.Count > 0 && spec.EvaluationSets.All(static set => set.Weight == 0)) yield return "no evaluation set has a weight; give at least one.";
    }

    private static string Range(string name, IFormattable? value, string expected) =>
        $"{name} is {value?.ToString(null, CultureInfo.InvariantCulture)}; it must be {expected}.";
}
