using System.Text.Json.Nodes;

namespace DataCuration.Sdk.Lowering;

/// <summary>
/// Lowers a pipeline project to the recipe that <c>curate</c> runs. Knows names and shape only: whether a threshold makes sense is
/// for <c>curate check</c> to say, so that a recipe written by hand gets the same messages. Pure.
/// </summary>
internal static class RecipeLowering
{
    private static readonly string[] PoolLimits = ["MinShare", "MaxShare", "MaxEpochs", "CostPerToken"];

    /// <summary>The recipe, and everything in the project that has no place in it (the recipe must not be used then).</summary>
    public static (JsonObject Recipe, IReadOnlyList<Problem> Problems) Lower(ProjectSettings project)
    {
        List<Problem> problems = [];
        string baseDirectory = Path.GetRelativePath(project.RecipeFolder, project.ProjectFolder).Replace('\\', '/');
        JsonObject recipe = new() { ["name"] = project.RecipeName, ["baseDirectory"] = baseDirectory };
        Set(recipe, "seed", project.Seed);
        if (project.Frozen.Length > 0)
        {
            recipe["frozen"] = SourceLowering.RecipePath(project, Path.GetFullPath(project.Frozen, project.ProjectFolder));
        }

        Set(recipe, "maxBadRecords", project.MaxBadRecords);
        recipe["sources"] = SourceLowering.Sources(project, problems);
        LowerSteps(project, recipe, problems);
        LowerProbeFiles(project, recipe, problems);
        JsonArray benchmarks = SourceLowering.Benchmarks(project, problems);
        if (recipe["contamination"] is JsonObject contamination)
        {
            contamination["sets"] = benchmarks;
        }

        LowerMix(project, recipe, problems);
        if (project.PartBytes.Length > 0)
        {
            Descend(recipe, ["output"])["partBytes"] = MetadataValue.ToJson(project.PartBytes, SettingKind.Value);
        }

        return (recipe, problems);
    }

    private static void LowerSteps(ProjectSettings project, JsonObject recipe, List<Problem> problems)
    {
        ItemMetadata metadata = new(problems);
        Dictionary<string, ProjectItem> items = new(StringComparer.OrdinalIgnoreCase);
        foreach (ProjectItem item in project.Curation)
        {
            if (!Step.All.Any(step => step.Name.Equals(item.Name, StringComparison.OrdinalIgnoreCase)))
            {
                IEnumerable<string> known = Step.All.Select(step => step.Name);
                string hint = NearestName.Find(item.Name, known) is { } near ? $"Did you mean '{near}'?" : $"The steps are {string.Join(", ", known)}.";
                problems.Add(new Problem("DC2100", $"Curation '{item.Name}' is no step. {hint}"));
            }
            else if (!items.TryAdd(item.Name, item))
            {
                problems.Add(new Problem("DC2103", $"Curation '{item.Name}' is there twice. Keep one, or use Update to change the first."));
            }
        }

        // In the recipe's order, not the project's: the flow is fixed, and moving a line must not change the recipe.
        foreach (Step step in Step.All.Where(step => items.ContainsKey(step.Name)))
        {
            JsonObject options = Descend(recipe, step.Path);
            foreach ((string name, string value) in metadata.Read(items[step.Name], "Curation", step.Settings.Keys))
            {
                JsonNode json = MetadataValue.ToJson(value, step.Settings[name]);
                string property = MetadataValue.CamelCase(step.Settings.Keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)));
                JsonObject target = property == "keep" && step.Path[0] == "deduplicate" ? Descend(recipe, ["deduplicate"]) : options;
                if (target[property] is { } other && !JsonNode.DeepEquals(other, json))
                {
                    problems.Add(new Problem("DC2104", $"Keep is '{other}' on ExactDuplicates and '{json}' on MinHash; one copy stays, so set it once."));
                }

                target[property] = json;
            }
        }
    }

    private static void LowerProbeFiles(ProjectSettings project, JsonObject recipe, List<Problem> problems)
    {
        JsonArray sets = SourceLowering.EvaluationSets(project, problems);
        JsonArray samples = SourceLowering.TokenizerSamples(project, problems);
        if (recipe["probes"] is JsonObject probes)
        {
            probes["evaluate"] = sets;
            if (samples.Count > 0)
            {
                probes["tokenizerFiles"] = samples;
            }
        }
    }

    private static void LowerMix(ProjectSettings project, JsonObject recipe, List<Problem> problems)
    {
        if (project.Budget.Length == 0)
        {
            return;
        }

        JsonObject mix = [];
        Set(mix, "budget", project.Budget);
        Set(mix, "modelParameters", project.ModelParameters);
        Set(mix, "tokensPerParameter", project.TokensPerParameter);
        Set(mix, "law", project.Law, SettingKind.Text);
        Set(mix, "method", project.MixMethod, SettingKind.Choice);
        Set(mix, "maxEpochs", project.MaxEpochs);
        Set(mix, "spent", project.Spent);
        Set(mix, "countProbes", project.CountProbes);
        JsonArray limits = Limits(project, problems);
        if (limits.Count > 0)
        {
            mix["limits"] = limits;
        }

        if (project.PinnedLaw.Length > 0)
        {
            mix["pinnedLaw"] = SourceLowering.RecipePath(project, Path.GetFullPath(project.PinnedLaw, project.ProjectFolder));
        }

        if (project.Strict.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            mix["strict"] = true;
        }

        recipe["mix"] = mix;
    }

    private static JsonArray Limits(ProjectSettings project, List<Problem> problems)
    {
        ItemMetadata metadata = new(problems);
        JsonArray limits = [];
        foreach (ProjectItem pool in project.Pool)
        {
            JsonObject limit = new() { ["pool"] = pool.Name };
            foreach ((string name, string value) in metadata.Read(pool, "Pool", PoolLimits))
            {
                limit[MetadataValue.CamelCase(PoolLimits.First(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))] = MetadataValue.ToJson(value, SettingKind.Value);
            }

            limits.Add(limit);
        }

        return limits;
    }

    private static void Set(JsonObject target, string name, string value, SettingKind kind = SettingKind.Value)
    {
        if (value.Length > 0)
        {
            target[name] = MetadataValue.ToJson(value, kind);
        }
    }

    private static JsonObject Descend(JsonObject root, IReadOnlyList<string> path)
    {
        JsonObject current = root;
        foreach (string name in path)
        {
            if (current[name] is not JsonObject next)
            {
                next = [];
                current[name] = next;
            }

            current = next;
        }

        return current;
    }
}
