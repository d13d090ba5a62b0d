using System.Text.Json.Nodes;

namespace DataCuration.Sdk.Lowering;

/// <summary>
/// Lowers the items that are files. Items of one name become one entry; its files are sorted, because the order in which a file
/// system lists them must not change the recipe. Paths start from the project's folder, which the recipe names as its base.
/// </summary>
internal static class SourceLowering
{
    private const string From = "From";
    private const string Patterns = "Files";
    private const string MaxDroppedShare = "MaxDroppedShare";

    private static readonly string[] FieldSettings = ["TextField", "UrlField", "DateField", "LanguageField"];

    public static JsonArray Sources(ProjectSettings project, List<Problem> problems)
    {
        if (project.Corpus.Count == 0)
        {
            problems.Add(new Problem(
                "DC2102", "The project has no Corpus item, or the wildcards of those it has match no file. Add <Corpus Include=\"data/web/*.warc.gz\" Name=\"web\" />."));
        }

        string[] known = ["Name", "Format", "Extraction", MaxDroppedShare, From, Patterns, .. FieldSettings];
        return Grouped(project, project.Corpus, "Corpus", known, problems, item => item.Metadata.ContainsKey(Patterns) ? item.Name : item.FixedFolder, (entry, settings) =>
        {
            if (settings.TryGetValue(Patterns, out string? patterns))
            {
                // MSBuild expands wildcards on this machine only, so the patterns of a storage are metadata and Include is a name.
                entry["files"] = MetadataValue.ToJson(patterns, SettingKind.Texts);
            }

            if (settings.TryGetValue(From, out string? from))
            {
                entry[MetadataValue.CamelCase(From)] = from;
                if (patterns is null) problems.Add(new Problem("DC2102", $"Corpus '{entry["name"]}' has From, but no Files. Add the patterns, for example Files=\"*.jsonl.gz\"; Include is the source's name then."));
            }

            foreach (string setting in new[] { "Format", "Extraction" })
            {
                if (settings.TryGetValue(setting, out string? choice))
                {
                    entry[MetadataValue.CamelCase(setting)] = MetadataValue.ToJson(choice, SettingKind.Choice);
                }
            }

            if (settings.TryGetValue(MaxDroppedShare, out string? share))
            {
                entry[MetadataValue.CamelCase(MaxDroppedShare)] = MetadataValue.ToJson(share, SettingKind.Value);
            }

            JsonObject fields = [];
            foreach (string setting in FieldSettings)
            {
                if (settings.TryGetValue(setting, out string? field))
                {
                    fields[MetadataValue.CamelCase(setting[..^"Field".Length])] = field;
                }
            }

            if (fields.Count > 0)
            {
                entry["fields"] = fields;
            }
        });
    }

    public static JsonArray EvaluationSets(ProjectSettings project, List<Problem> problems) =>
        Grouped(project, project.Evaluation, "Evaluation", ["Name", "Kind", "Weight", "TextField", "ChoicesField", "AnswerField"], problems, item => BareFileName(item.FullPath), (entry, settings) =>
        {
            if (settings.TryGetValue("Kind", out string? kind))
            {
                entry["kind"] = MetadataValue.ToJson(kind, SettingKind.Choice);
            }

            if (settings.TryGetValue("Weight", out string? weight))
            {
                entry["weight"] = MetadataValue.ToJson(weight, SettingKind.Value);
            }

            foreach (string setting in new[] { "TextField", "ChoicesField", "AnswerField" })
            {
                if (settings.TryGetValue(setting, out string? field))
                {
                    entry[MetadataValue.CamelCase(setting)] = field;
                }
            }
        });

    public static JsonArray Benchmarks(ProjectSettings project, List<Problem> problems) =>
        Grouped(project, project.Benchmark, "Benchmark", ["Name", "QueryField", "LabelField"], problems, item => BareFileName(item.FullPath), (entry, settings) =>
        {
            foreach (string setting in new[] { "QueryField", "LabelField" })
            {
                if (settings.TryGetValue(setting, out string? field))
                {
                    entry[MetadataValue.CamelCase(setting)] = field;
                }
            }
        });

    public static JsonArray TokenizerSamples(ProjectSettings project, List<Problem> problems)
    {
        ItemMetadata metadata = new(problems);
        foreach (ProjectItem item in project.TokenizerSample)
        {
            _ = metadata.Read(item, "TokenizerSample", []).Count();
        }

        return Files(project, project.TokenizerSample);
    }

    /// <summary>Relative to the project's folder, the recipe's base: document ids hash these paths, so they must not depend on where obj lies.</summary>
    public static string RecipePath(ProjectSettings project, string fullPath) =>
        Path.GetRelativePath(project.ProjectFolder, fullPath).Replace('\\', '/');

    private static JsonArray Grouped(
        ProjectSettings project,
        IReadOnlyList<ProjectItem> items,
        string itemType,
        IReadOnlyList<string> known,
        List<Problem> problems,
        Func<ProjectItem, string> defaultName,
        Action<JsonObject, IReadOnlyDictionary<string, string>> addSettings)
    {
        ItemMetadata metadata = new(problems);
        List<(string Name, Dictionary<string, string> Settings, List<ProjectItem> Items)> groups = [];
        foreach (ProjectItem item in items)
        {
            Dictionary<string, string> settings = new(metadata.Read(item, itemType, known), StringComparer.OrdinalIgnoreCase);
            string name = settings.GetValueOrDefault("Name") ?? defaultName(item);
            settings.Remove("Name");
            int index = groups.FindIndex(group => group.Name == name);
            if (index < 0)
            {
                groups.Add((name, settings, [item]));
                continue;
            }

            groups[index].Items.Add(item);
            if (Difference(groups[index].Settings, settings) is { } difference)
            {
                Problem problem = new("DC2104", $"{itemType} '{name}' has items with different {difference}. One name is one entry: use another Name, or the same {difference}.");
                if (!problems.Contains(problem))
                {
                    problems.Add(problem);
                }
            }
        }

        JsonArray entries = [];
        foreach ((string name, Dictionary<string, string> settings, List<ProjectItem> members) in groups)
        {
            JsonObject entry = new() { ["name"] = name, ["files"] = Files(project, members) };
            addSettings(entry, settings);
            entries.Add(entry);
        }

        return entries;
    }

    private static JsonArray Files(ProjectSettings project, IEnumerable<ProjectItem> items) =>
        new([.. items.Select(item => RecipePath(project, item.FullPath)).Distinct().Order(StringComparer.Ordinal).Select(path => (JsonNode)JsonValue.Create(path))]);

    private static string? Difference(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Keys.Union(other.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
            .FirstOrDefault(key => one.GetValueOrDefault(key) != other.GetValueOrDefault(key));

    private static string BareFileName(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }
}
