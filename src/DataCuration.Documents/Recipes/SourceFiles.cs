using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Storage;

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
    /// <param name="remoteFiles">Finds the files that are not on this machine; null when there are none.</param>
    /// <param name="places">Where its values are written, when that is known: problems then name line and column.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public static async Task<SourceFiles> ResolveAsync(Recipe recipe, IRemoteFiles? remoteFiles, RecipePlaces? places, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        FileLookup lookup = new(recipe.BaseDirectory, remoteFiles, places);
        List<ResolvedFile> sources = [];
        for (int i = 0; i < recipe.Sources.Count; i++)
        {
            SourceOptions source = recipe.Sources[i];
            sources.AddRange(await lookup.FindAsync(source.Name, $"source '{source.Name}'", source.From, source.Files, $"sources.{i}.files", cancellationToken).ConfigureAwait(false));
        }

        List<ResolvedFile> evaluation = [];
        IReadOnlyList<EvaluationSetOptions> sets = recipe.Probes?.Evaluate ?? [];
        for (int i = 0; i < sets.Count; i++)
        {
            evaluation.AddRange(await lookup.FindAsync(sets[i].Name, $"evaluation set '{sets[i].Name}'", from: null, sets[i].Files, $"probes.evaluate.{i}.files", cancellationToken).ConfigureAwait(false));
        }

        List<ResolvedFile> contamination = [];
        IReadOnlyList<ContaminationSetOptions> benchmarks = recipe.Contamination?.Sets ?? [];
        for (int i = 0; i < benchmarks.Count; i++)
        {
            contamination.AddRange(await lookup.FindAsync(benchmarks[i].Name, $"benchmark '{benchmarks[i].Name}'", from: null, benchmarks[i].Files, $"contamination.sets.{i}.files", cancellationToken).ConfigureAwait(false));
        }

        IReadOnlyList<ResolvedFile> tokenizer = await lookup.FindAsync("tokenizer", "the tokenizer", from: null, recipe.Probes?.TokenizerFiles ?? [], "probes.tokenizerFiles", cancellationToken).ConfigureAwait(false);
        lookup.CheckClaimedTwice(sources);
        lookup.CheckHeldOut(sources, evaluation);
        lookup.CheckLaw(recipe.Mix?.PinnedLaw);
        lookup.CheckUrlLists(recipe.Quality.Urls?.Lists);
        lookup.CheckLanguageModel(recipe.Language?.Model);
        return new SourceFiles { Sources = Sort(sources), Evaluation = Sort(evaluation), Tokenizer = Sort(tokenizer), Contamination = Sort(contamination), Diagnostics = lookup.Diagnostics };
    }

    private static ResolvedFile[] Sort(IEnumerable<ResolvedFile> files) =>
        files.OrderBy(file => file.Source, StringComparer.Ordinal).ThenBy(file => file.RelativePath, StringComparer.Ordinal).ToArray();
}
