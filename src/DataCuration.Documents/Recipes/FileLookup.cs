using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Storage;

namespace DataCuration.Documents.Recipes;

/// <summary>Looks up the files of one recipe and collects what is wrong with them. Not safe for concurrent use.</summary>
internal sealed class FileLookup(string baseDirectory, IRemoteFiles? remoteFiles, RecipePlaces? places)
{
    /// <summary>Files of a list that are looked up side by side; each of them costs one round trip.</summary>
    private const int RequestsAtOnce = 32;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<(string Source, string Path), string> _optionOf = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The files of one owner, each once.</summary>
    /// <param name="name">What <see cref="ResolvedFile.Source"/> will be.</param>
    /// <param name="owner">The owner in words.</param>
    /// <param name="from">Where its relative paths start; null for the recipe's folder.</param>
    /// <param name="patterns">Its patterns, and lists of files.</param>
    /// <param name="option">The path of the patterns in the recipe.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public async Task<IReadOnlyList<ResolvedFile>> FindAsync(
        string name, string owner, string? from, IReadOnlyList<string> patterns, string option, CancellationToken cancellationToken)
    {
        FileRoot root = new(baseDirectory, from);
        SortedDictionary<string, ResolvedFile> files = new(StringComparer.Ordinal);
        for (int i = 0; i < patterns.Count; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{option}.{i}");
            try
            {
                IReadOnlyList<ResolvedFile> matches = patterns[i].StartsWith(FileList.Mark)
                    ? await MatchListAsync(name, owner, root, patterns[i][1..], place, cancellationToken).ConfigureAwait(false)
                    : await MatchPatternAsync(name, owner, root, patterns[i], place, cancellationToken).ConfigureAwait(false);
                foreach (ResolvedFile file in matches)
                {
                    _optionOf.TryAdd((name, file.FullPath), place);
                    files.TryAdd(file.FullPath, file);
                }
            }
            catch (DiagnosticException refusal) when (refusal.ExitCode != ExitCode.Temporary)
            {
                foreach (Diagnostic problem in refusal.Diagnostics) Report(place, problem.Code, $"{problem.File}: {problem.Message}");
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

    private async Task<IReadOnlyList<ResolvedFile>> MatchPatternAsync(
        string name, string owner, FileRoot root, string pattern, string place, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResolvedFile> matches = await MatchAsync(name, root, pattern, cancellationToken).ConfigureAwait(false);
        if (matches.Count == 0)
        {
            Report(
                place, "DC2020",
                $"No file matches '{pattern}' of {owner}; looked in {root.Place}. Check the path and its case; '*' stays within a folder, '**' goes through all.");
        }

        return matches;
    }

    private async Task<IReadOnlyList<ResolvedFile>> MatchListAsync(
        string name, string owner, FileRoot root, string list, string place, CancellationToken cancellationToken)
    {
        List<ResolvedFile> found = [];
        List<string> missing = [];
        foreach (ResolvedFile file in await MatchPatternAsync(name, owner, root, list, place, cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<(int Line, string Path)> lines = await ReadListAsync(file, cancellationToken).ConfigureAwait(false);
            if (lines.Count == 0) Report(place, "DC1095", $"The list '{file.RelativePath}' of {owner} names no file. Expected a path or an address a line.");
            IReadOnlyList<ResolvedFile>[] matches = new IReadOnlyList<ResolvedFile>[lines.Count];
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(
                Enumerable.Range(0, lines.Count),
                parallel,
                async (i, token) => matches[i] = await MatchAsync(name, root, lines[i].Path, token).ConfigureAwait(false)).ConfigureAwait(false);
            for (int i = 0; i < lines.Count; i++)
            {
                found.AddRange(matches[i]);
                if (matches[i].Count == 0) missing.Add($"'{lines[i].Path}' (line {lines[i].Line} of {file.RelativePath})");
            }
        }

        if (missing.Count > 0)
        {
            Report(
                place, "DC2020",
                $"{missing.Count} of the files that '{list}' of {owner} lists are not there; looked in {root.Place}. The first: {string.Join(", ", missing.Take(3))}. Correct the list, or say with the source's 'from' where its paths start.");
        }

        return found;
    }

    private async Task<IReadOnlyList<(int Line, string Path)>> ReadListAsync(ResolvedFile file, CancellationToken cancellationToken)
    {
        Stream content = file.Version is { } version
            ? remoteFiles!.Open(new RemoteFile(file.FullPath, file.Length, version))
            : new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (content.ConfigureAwait(false))
        {
            try
            {
                return await FileList.ReadAsync(content, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException damage)
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC1095", $"The list of files cannot be unpacked: {damage.Message} Expected text or gzip, a path or an address a line.", file.RelativePath),
                    ExitCode.BadInput);
            }
        }
    }

    private async Task<IReadOnlyList<ResolvedFile>> MatchAsync(string name, FileRoot root, string pattern, CancellationToken cancellationToken)
    {
        string path = root.Resolve(pattern);
        if (remoteFiles is not null && FileRoot.IsAddress(path))
        {
            IReadOnlyList<RemoteFile> found = await remoteFiles.MatchAsync(path, cancellationToken).ConfigureAwait(false);
            return [.. found.Select(file => new ResolvedFile(name, root.NameOf(file.Location), file.Location, file.Length, file.Version))];
        }

        return [.. FilePattern.Match(root.Folder, path).Select(file => new ResolvedFile(name, root.NameOf(file), file, new FileInfo(file).Length))];
    }

    /// <summary>The lists that addresses are judged by must be there.</summary>
    public void CheckUrlLists(string? folder)
    {
        if (folder is not null && UrlListFiles.In(Path.Combine(baseDirectory, folder)).Count == 0)
        {
            Report(
                "quality.urls.lists", "DC1096",
                $"There are no lists in '{folder}'; looked in {baseDirectory}. Expected a folder with at least one of {string.Join(", ", UrlListFiles.All)}, each also as .gz.");
        }
    }

    private string OptionOf(ResolvedFile file) => _optionOf[(file.Source, file.FullPath)];

    private void Report(string option, string code, string message) =>
        _diagnostics.Add(places?.Error(option, code, message) ?? Diagnostic.Error(code, message));
}
