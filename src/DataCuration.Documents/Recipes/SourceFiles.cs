using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes;

/// <summary>The files that a recipe's patterns match, in ordinal order of source and path: the order in the recipe or on disk changes nothing.</summary>
public sealed record SourceFiles
{
    /// <summary>The shards.</summary>
    public required IReadOnlyList<ResolvedFile> Sources { get; init; }

    /// <summary>The files of the evaluation sets.</summary>
    public required IReadOnlyList<ResolvedFile> Evaluation { get; init; }

    /// <summary>The files that train the tokenizer.</summary>
    public required IReadOnlyList<ResolvedFile> Tokenizer { get; init; }

    /// <summary>Patterns without a match, files that two sources claim.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Looks the files up.</summary>
    public static SourceFiles Resolve(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        List<Diagnostic> diagnostics = [];
        List<ResolvedFile> sources = [];
        foreach (SourceOptions source in recipe.Sources)
        {
            sources.AddRange(Resolve(recipe, source.Name, $"source '{source.Name}'", source.Files, diagnostics));
        }

        List<ResolvedFile> evaluation = [];
        foreach (EvaluationSetOptions set in recipe.Probes?.Evaluate ?? [])
        {
            evaluation.AddRange(Resolve(recipe, set.Name, $"evaluation set '{set.Name}'", set.Files, diagnostics));
        }

        ReportClaimedTwice(sources, diagnostics);
        ReportTrainingOnEvaluation(sources, evaluation, diagnostics);
        return new SourceFiles
        {
            Sources = Sort(sources),
            Evaluation = Sort(evaluation),
            Tokenizer = Sort(Resolve(recipe, "tokenizer", "the tokenizer", recipe.Probes?.TokenizerFiles ?? [], diagnostics)),
            Diagnostics = diagnostics,
        };
    }

    private static List<ResolvedFile> Resolve(Recipe recipe, string name, string owner, IReadOnlyList<string> patterns, List<Diagnostic> diagnostics)
    {
        SortedSet<string> paths = new(StringComparer.Ordinal);
        foreach (string pattern in patterns)
        {
            IReadOnlyList<string> matches = FilePattern.Match(recipe.BaseDirectory, pattern);
            if (matches.Count == 0)
            {
                diagnostics.Add(Diagnostic.Error("DC2020", $"No file matches '{pattern}' of {owner} (looked in {recipe.BaseDirectory}). Check the path; '*' stays within a folder, '**' goes into all."));
            }

            paths.UnionWith(matches);
        }

        return paths.Select(path => new ResolvedFile(name, Path.GetRelativePath(recipe.BaseDirectory, path).Replace('\\', '/'), path, new FileInfo(path).Length)).ToList();
    }

    private static ResolvedFile[] Sort(List<ResolvedFile> files) =>
        files.OrderBy(file => file.Source, StringComparer.Ordinal).ThenBy(file => file.RelativePath, StringComparer.Ordinal).ToArray();

    private static void ReportClaimedTwice(List<ResolvedFile> sources, List<Diagnostic> diagnostics)
    {
        foreach (IGrouping<string, ResolvedFile> group in sources.GroupBy(file => file.FullPath, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            diagnostics.Add(Diagnostic.Error(
                "DC2021", $"The file belongs to the sources {string.Join(" and ", group.Select(file => $"'{file.Source}'"))}; its documents would be counted twice. Narrow one pattern.", group.First().RelativePath));
        }
    }

    private static void ReportTrainingOnEvaluation(List<ResolvedFile> sources, List<ResolvedFile> evaluation, List<Diagnostic> diagnostics)
    {
        HashSet<string> shards = sources.Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (ResolvedFile file in evaluation.Where(file => shards.Contains(file.FullPath)))
        {
            diagnostics.Add(Diagnostic.Error("DC2022", $"The file is a shard and part of the evaluation set '{file.Source}': probes would be measured on what they were trained on. Hold it out.", file.RelativePath));
        }
    }
}
