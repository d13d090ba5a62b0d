using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.ImageText;

/// <summary>How samples are divided into pools.</summary>
public sealed record ScorePoolsOptions
{
    /// <summary>Parquet files with the metadata of samples.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The folder for the pools.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The column with the score; higher is better.</summary>
    public required string Score { get; init; }

    /// <summary>Shares of the scored samples that pass, rising. Default: the four best tenths, the pools of Goyal et al. 2024 (arXiv 2404.07177).</summary>
    public IReadOnlyList<double> Edges { get; init; } = [0, 0.1, 0.2, 0.3, 0.4];

    /// <summary>Scores, falling; when there are any they take the place of <see cref="Edges"/>.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>Where a pool ends among equal scores.</summary>
    public TieRule Ties { get; init; } = TieRule.Split;

    /// <summary>What a caption and an image must be like.</summary>
    public CaptionFilter Filter { get; init; }

    /// <summary>Columns and the least value that a sample must have in each.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Minimums { get; init; } = [];

    /// <summary>A model of languages; null for the built-in one.</summary>
    public string? LanguageModel { get; init; }

    /// <summary>Splits ties.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; they change no result.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Memory for sorting.</summary>
    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>All that is wrong.</summary>
    public IEnumerable<Diagnostic> Validate()
    {
        bool isRising = Edges.Count >= 2 && Edges.All(edge => edge is >= 0 and <= 1) && Edges.Zip(Edges.Skip(1)).All(pair => pair.First < pair.Second);
        if (!isRising)
        {
            yield return Diagnostic.Error("DC2133", FormattableString.Invariant($"--edges are [{string.Join(", ", Edges)}]; expected at least two shares from 0 to 1 that rise, for example 0,0.1,0.2,0.3,0.4."));
        }

        if (!Thresholds.All(double.IsFinite) || !Thresholds.Zip(Thresholds.Skip(1)).All(pair => pair.First > pair.Second))
        {
            yield return Diagnostic.Error("DC2133", FormattableString.Invariant($"--thresholds are [{string.Join(", ", Thresholds)}]; expected scores that fall, for example 0.3,0.28."));
        }
    }
}
