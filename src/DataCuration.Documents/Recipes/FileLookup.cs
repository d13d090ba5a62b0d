using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Storage;

namespace DataCuration.Documents.Recipes;

/// <summary>Looks up the files of one recipe and collects what is wrong with them. Not safe for concurrent use.</summary>
internal sealed class FileLookup(string baseDirectory, IRemoteFiles? remoteFiles, RecipePlaces? places)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<(string Source, string Path), string> _optionOf = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The files of one owner, each once.</summary>
    /// <param name="name">What <see cref="ResolvedFile.Source"/> will be.</param>
    /// <param name="owner">The owner in words.</param>
    /// <param name="patterns">Its patterns.</param>
    /// <param name="option">The path of the patterns in the recipe.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public async Task<IReadOnlyList<ResolvedFile>> FindAsync(string name, string owner, IReadOnlyList<string> patterns, string option, CancellationToken cancellationToken)
    {
        SortedDictionary<string, ResolvedFile> files = new(StringComparer.Ordinal);
        for (int i = 0; i < patterns.Count; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{option}.{i}");
            IReadOnlyList<ResolvedFile> matches = await MatchAsync(name, patterns[i], cancellationToken).ConfigureAwait(false);
            if (matches.Count == 0)
            {
                Report(
                    place, "DC2020",
                    $"No file matches '{patterns[i]}' of {owner}; looked in {baseDirectory}. Check the path and its case; '*' stays within a folder, '**' goes through all.");
            }

            foreach (ResolvedFile file in matches)
            {
                _optionOf.TryAdd((name, file.FullPath), place);
                files.TryAdd(file.FullPath, file);
            }
        }

        return [.. files.Values];
    }

    /// <summary>A file of two sources would be counted twice.</summary>
    public void CheckClaimedTwice(IEnumerable<ResolvedFile> sources)
    {
        foreach (ResolvedFile[] claims in sources.GroupBy(file => file.FullPath, StringComparer.Ordinal).Select(group => group.ToArray()).Where(claims => claims.Length > 1))
        {
            string names = string.Join(" and ", claims.Select(file => $"'{file.Source}'"));
            Report(
                OptionOf(claims[^1]), "DC2021",
                $"The file '{claims[0].RelativePath}' belongs to the sources {names}; its documents would count twice. Narrow one of the patterns.");
        }
    }

    /// <summary>A shard that probes are measured on would make every loss too low.</summary>
    public void CheckHeldOut(IEnumerable<ResolvedFile> sources, IEnumerable<ResolvedFile> evaluation)
    {
        Dictionary<string, string> sourceOf = [];
        foreach (ResolvedFile file in sources)
        {
            sourceOf.TryAdd(file.FullPath, file.Source);
        }

        foreach (ResolvedFile file in evaluation.Where(file => sourceOf.ContainsKey(file.FullPath)))
        {
            Report(
                OptionOf(file), "DC2022",
                $"The file '{file.RelativePath}' is in the source '{sourceOf[file.FullPath]}' and in the evaluation set '{file.Source}': probes would be measured on what they are trained on. Hold it out of one.");
        }
    }

    /// <summary>A pinned law must be there.</summary>
    public void CheckLaw(string? pinnedLaw)
    {
        if (pinnedLaw is not null && !File.Exists(Path.Combine(baseDirectory, pinnedLaw)))
        {
            Report(
                "mix.pinnedLaw", "DC2023",
                $"There is no file '{pinnedLaw}' in {baseDirectory}. Give the law.json of an earlier run, or leave mix.pinnedLaw out to probe and fit.");
        }
    }

    /// <summary>The model of languages that the recipe brings must be there.</summary>
    public void CheckLanguageModel(string? model)
    {
        if (model is not null && !File.Exists(Path.Combine(baseDirectory, model)))
        {
            Report(
                "language.model", "DC2071",
                $"There is no file '{model}' in {baseDirectory}. Give a fastText model (.bin or .ftz), or leave language.model out for the built-in one.");
        }
    }

    private async Task<IReadOnlyList<ResolvedFile>> MatchAsync(string name, string pattern, CancellationToken cancellationToken)
    {
        if (remoteFiles is not null && pattern.Contains("://", StringComparison.Ordinal))
        {
            IReadOnlyList<RemoteFile> found = await remoteFiles.MatchAsync(pattern, cancellationToken).ConfigureAwait(false);
            return [.. found.Select(file => new ResolvedFile(name, file.Location, file.Location, file.Length, file.Version))];
        }

        IReadOnlyList<string> paths = FilePattern.Match(baseDirectory, pattern);
        return [.. paths.Select(path => new ResolvedFile(name, Relative(path), path, new FileInfo(path).Length))];
    }

    private string OptionOf(ResolvedFile file) => _optionOf[(file.Source, file.FullPath)];

    private string Relative(string path) => Path.GetRelativePath(baseDirectory, path).Replace('\\', '/');

    private void Report(string option, string code, string message) =>
        _diagnostics.Add(places?.Error(option, code, message) ?? Diagnostic.Error(code, message));
}
