// Pools of image-text samples by a score column, as the filtering laws of Goyal et al. 2024 (arXiv 2404.07177, section 4) need them, out of the metadata of DataComp
// (arXiv 2304.14108). One pass over the Parquet files; the samples are sorted on disk by score and each pool by uid, so that quantiles are exact and the result does
// not depend on threads, memory or the order of files. Cost: 32 bytes a sample for the first sort and 16 for the second, in memory up to the limit and on disk
// beyond it: 128 M samples of DataComp medium are 4.1 GB of temporary files.
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Quality.ImageText;
using DataCuration.Quality.Language;

namespace DataCuration.Pipelines.ImageText;

/// <summary>Divides samples into pools of like score.</summary>
public static class ScorePoolsJob
{
    private const int CancellationInterval = 1 << 16;

    /// <summary>Writes a uid file a pool, and <c>pools.json</c> last.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told how far it is, on one thread at a time.</param>
    /// <param name="cancellationToken">Stops; the same command starts anew.</param>
    /// <exception cref="DiagnosticException">An option is at fault (DC2133), or a file: see <see cref="SampleReader"/>, DC2130, DC2135.</exception>
    public static async Task<PoolManifest> RunAsync(ScorePoolsOptions options, Action<PoolProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        Diagnostic[] problems = [.. options.Validate()];
        if (problems.Length > 0) throw new DiagnosticException(problems, ExitCode.Usage);

        string sorting = Path.Combine(options.OutputFolder, ".sorting");
        DeleteFolder(sorting);
        Directory.CreateDirectory(sorting);
        File.Delete(Path.Combine(options.OutputFolder, PoolManifest.FileName));
        try
        {
            using ExternalSorter<ScoredUid> scored = new(sorting, "score", options.MemoryBytes / 2);
            using ExternalSorter<DocumentId> unscored = new(sorting, "unscored", options.MemoryBytes / 4);
            Tally tally = new();
            await ReadAsync(options, scored, unscored, tally, progress, cancellationToken).ConfigureAwait(false);
            if (scored.Count == 0)
            {
                throw new DiagnosticException(
                    Diagnostic.Error(
                        "DC2135",
                        FormattableString.Invariant($"Of {tally.Samples} samples {tally.Filtered} do not pass and {unscored.Count} have no value in '{options.Score}', so no pool can be made. Check the column, --filter and --minimum.")),
                    ExitCode.BadInput);
            }

            PoolManifest manifest = Write(options, scored, unscored, tally, pool => progress(new PoolProgress(options.Files.Count, options.Files.Count, tally.Samples, pool)), cancellationToken);
            DeletePoolsOfEarlierRuns(options.OutputFolder, manifest);
            AtomicFile.Write(Path.Combine(options.OutputFolder, PoolManifest.FileName), manifest.ToJson());
            return manifest;
        }
        finally
        {
            DeleteFolder(sorting);
        }
    }

    private static async Task ReadAsync(
        ScorePoolsOptions options, ExternalSorter<ScoredUid> scored, ExternalSorter<DocumentId> unscored, Tally tally, Action<PoolProgress> progress, CancellationToken cancellationToken)
    {
        LanguageLabels languages = LanguageLabels.Open(options.LanguageModel);
        WorkerPool<SampleScores> scorers = new(() => new SampleScores(options, languages));
        await MapGraph.RunAsync(
            ReadFilesAsync(options, cancellationToken),
            item => (item.FilesDone, Samples: item.Rows is null ? [] : scorers.Use(scorer => scorer.Of(item.Rows.Decode()))),
            (result, _) =>
            {
                foreach (SampleScore sample in result.Samples)
                {
                    if (!tally.Passes(sample.Flaws)) continue;
                    if (double.IsNaN(sample.Score)) unscored.Add(sample.Uid);
                    else scored.Add(ScoredUid.Create(sample.Score, sample.Uid, options.Seed));
                }

                progress(new PoolProgress(result.FilesDone, options.Files.Count, tally.Samples, null));
                return Task.CompletedTask;
            },
            Math.Max(1, options.Jobs),
            cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<(int FilesDone, SampleRows? Rows)> ReadFilesAsync(
        ScorePoolsOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SampleColumns columns = SampleScores.Columns(options);
        for (int file = 0; file < options.Files.Count; file++)
        {
            await foreach (SampleRows rows in SampleReader.ReadAsync(options.Files[file], columns, cancellationToken).ConfigureAwait(false))
            {
                yield return (file, rows);
            }

            yield return (file + 1, null);
        }
    }

    private static PoolManifest Write(
        ScorePoolsOptions options, ExternalSorter<ScoredUid> scored, ExternalSorter<DocumentId> unscored, Tally tally, Action<string> progress, CancellationToken cancellationToken)
    {
        bool isByThreshold = options.Thresholds.Count > 0;
        int count = isByThreshold ? options.Thresholds.Count : options.Edges.Count - 1;
        PoolBorders borders = isByThreshold ? PoolBorders.Thresholds(options.Thresholds) : PoolBorders.Quantiles(options.Edges, scored.Count, options.Ties);
        List<ScorePool> pools = [];
        long outside = 0;
        PoolInMaking pool = new(options, 0);
        try
        {
            using SortedRecords<ScoredUid> samples = scored.Read();
            for (long index = 0; samples.MoveNext(); index++)
            {
                if (index % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
                double score = samples.Current.Score;
                int at = borders.Next(score);
                if (at < 0 || at == count)
                {
                    outside++;
                    continue;
                }

                while (pools.Count < at) EndPool();
                pool.Add(samples.Current.Uid, score);
            }

            while (pools.Count < count) EndPool();
        }
        finally
        {
            pool.Dispose();
        }

        return new PoolManifest
        {
            Score = options.Score,
            Edges = isByThreshold ? [] : options.Edges,
            Thresholds = options.Thresholds,
            Ties = options.Ties,
            Filter = options.Filter,
            Minimums = options.Minimums,
            Seed = options.Seed,
            Files = options.Files.Count,
            Samples = tally.Samples,
            Filtered = tally.Filtered,
            Flaws = tally.Flaws,
            Outside = outside,
            Pools = pools,
            Unscored = unscored.Count == 0 ? null : PoolInMaking.Write(options, PoolInMaking.Unscored, unscored, null, null),
        };

        void EndPool()
        {
            progress(pool.Name);
            pools.Add(pool.Complete());
            pool.Dispose();
            pool = new PoolInMaking(options, pools.Count);
        }
    }

    private static void DeletePoolsOfEarlierRuns(string folder, PoolManifest manifest)
    {
        HashSet<string> current = [.. manifest.Pools.Append(manifest.Unscored).OfType<ScorePool>().Select(pool => pool.File)];
        foreach (string path in Directory.EnumerateFiles(folder, "*.npy").Where(path => PoolInMaking.IsPoolFile(Path.GetFileName(path)) && !current.Contains(Path.GetFileName(path))).ToList())
        {
            File.Delete(path);
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    // Filled by the graph's last block, one batch at a time.
    private sealed class Tally
    {
        private readonly SortedDictionary<string, long> _flaws = new(StringComparer.Ordinal);

        public long Samples { get; private set; }

        public long Filtered { get; private set; }

        public IReadOnlyDictionary<string, long> Flaws => _flaws;

        public bool Passes(SampleFlaw flaws)
        {
            Samples++;
            if (flaws == SampleFlaw.None) return true;
            Filtered++;
            foreach (SampleFlaw flaw in Enum.GetValues<SampleFlaw>())
            {
                if (flaw != SampleFlaw.None && flaws.HasFlag(flaw))
                {
                    string name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(flaw.ToString());
                    _flaws[name] = _flaws.GetValueOrDefault(name) + 1;
                }
            }

            return false;
        }
    }
}
