using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Planning;

/// <summary>Why a task must run, in words; null when its results are valid. Pure apart from looking at the outputs.</summary>
internal static class TaskStaleness
{
    public static string? Reason(Stage stage, StageTask task, string fingerprint, CompletionRecord? record, CompletionStore store)
    {
        if (record is null)
        {
            return "not done yet";
        }

        if (string.Equals(record.Fingerprint, fingerprint, StringComparison.Ordinal))
        {
            return store.IsIntact(record) ? null : "an output file is missing or has another length";
        }

        List<string> reasons = [];
        if (!string.Equals(record.AlgorithmVersion, stage.AlgorithmVersion, StringComparison.Ordinal))
        {
            reasons.Add($"algorithm version {record.AlgorithmVersion} -> {stage.AlgorithmVersion}");
        }

        reasons.AddRange(ChangedOptions(record.Options, task.Options));
        reasons.AddRange(ChangedInputs(record.Inputs, task.Inputs));
        return reasons.Count == 0 ? "changed" : string.Join("; ", reasons.Take(3)) + (reasons.Count > 3 ? $"; and {reasons.Count - 3} more" : "");
    }

    private static IEnumerable<string> ChangedOptions(string oldOptions, string newOptions)
    {
        if (string.Equals(oldOptions, newOptions, StringComparison.Ordinal))
        {
            yield break;
        }

        SortedDictionary<string, string> before = Flatten(oldOptions);
        SortedDictionary<string, string> after = Flatten(newOptions);
        foreach (string name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            string old = before.GetValueOrDefault(name, "(none)");
            string now = after.GetValueOrDefault(name, "(none)");
            if (!string.Equals(old, now, StringComparison.Ordinal))
            {
                yield return $"{name} {old} -> {now}";
            }
        }
    }

    private static IEnumerable<string> ChangedInputs(IReadOnlyList<TaskInput> before, IReadOnlyList<TaskInput> after)
    {
        Dictionary<string, string> old = before.ToDictionary(input => input.Name, input => input.Hash, StringComparer.Ordinal);
        foreach (TaskInput input in after)
        {
            if (!old.Remove(input.Name, out string? hash))
            {
                yield return $"{input.Name} is new";
            }
            else if (!string.Equals(hash, input.Hash, StringComparison.Ordinal))
            {
                yield return $"{input.Name} changed";
            }
        }

        foreach (string name in old.Keys.Order(StringComparer.Ordinal))
        {
            yield return $"{name} is gone";
        }
    }

    private static SortedDictionary<string, string> Flatten(string json)
    {
        SortedDictionary<string, string> flat = new(StringComparer.Ordinal);
        try
        {
            Visit(JsonNode.Parse(json), "");
        }
        catch (JsonException)
        {
            flat["options"] = json;
        }

        return flat;

        void Visit(JsonNode? node, string path)
        {
            if (node is JsonObject members)
            {
                foreach ((string name, JsonNode? value) in members)
                {
                    Visit(value, path.Length == 0 ? name : path + "." + name);
                }
            }
            else
            {
                flat[path] = node?.ToJsonString() ?? "null";
            }
        }
    }
}
