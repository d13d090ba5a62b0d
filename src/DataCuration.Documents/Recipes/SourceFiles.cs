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

    /// <summary>The files of the benchmarks to look for; the resolved file's source is the benchmark's name.</summary>
    public IReadOnlyList<ResolvedFile> Contamination { get; init; } = [];

    /// <summary>Patterns without a match, files that two sources claim or that are not held out, a law that is not there.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Looks the files up.</summary>
    /// <param name="recipe">A valid recipe.</param>
    /// <param name="places">Where its values are written, when that is known: problems then name line and column.</param>
    public static SourceFiles Resolve(Recipe recipe, RecipePlaces? places = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        FileLookup lookup = new(recipe.BaseDirectory, places);
        List<ResolvedFile> sources = [];
        for (int i = 0; i < recipe.Sources.Count; i++)
        {
            SourceOptions source = recipe.Sources[i];
            sources.AddRange(lookup.Find(source.Name, $"source '{source.Name}'", source.Files, $"sources.{i}.files"));
        }

        List<ResolvedFile> evaluation = [];
        IReadOnlyList<EvaluationSetOptions> sets = recipe.Probes?.Evaluate ?? [];
        for (int i = 0; i < sets.Count; i++)
        {
            evaluation.AddRange(lookup.Find(sets[i].Name, $"evaluation set '{sets[i].Name}'", sets[i].Files, $"probes.evaluate.{i}.files"));
        }

        List<ResolvedFile> contamination = [];
        IReadOnlyList<ContaminationSetOptions> benchmarks = recipe.Contamination?.Sets ?? [];
        for (int i = 0; i < benchmarks.Count; i++)
        {
            contamination.AddRange(lookup.Find(benchmarks[i].Name, $"benchmark '{benchmarks[i].Name}'", benchmarks[i].Files, $"contamination.sets.{i}.files"));
        }

        List<ResolvedFile> tokenizer = lookup.Find("tokenizer", "the tokenizer", recipe.Probes?.TokenizerFiles ?? [], "probes.tokenizerFiles");
        lookup.CheckClaimedTwice(sources);
        lookup.CheckHeldOut(sources, evaluation);
        lookup.CheckLaw(recipe.Mix?.PinnedLaw);
        return new SourceFiles { Sources = Sort(sources), Evaluation = Sort(evaluation), Tokenizer = Sort(tokenizer), Contamination = Sort(contamination), Diagnostics = lookup.Diagnostics };
    }

    private static ResolvedFile[] Sort(List<ResolvedFile> files) =>
        files.OrderBy(file => file.Source, StringComparer.Ordinal).ThenBy(file => file.RelativePath, StringComparer.Ordinal).ToArray();
}
