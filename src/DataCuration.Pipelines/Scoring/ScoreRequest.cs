using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Profiles;
using DataCuration.Quality.Rules.Urls;

namespace DataCuration.Pipelines.Scoring;

/// <summary>What to score.</summary>
public sealed record ScoreRequest
{
    /// <summary>The profiles that may judge, the default first.</summary>
    public static IReadOnlyList<string> Profiles { get; } = [.. RuleProfile.All.Select(profile => profile.Name)];

    /// <summary>The files, in the order of their documents in the output.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The profile that judges: one of <see cref="Profiles"/>.</summary>
    public string Profile { get; init; } = RuleProfiles.DataCuration;

    /// <summary>A folder with the lists that judge addresses before the profile's rules do; null for none.</summary>
    public string? UrlLists { get; init; }

    /// <summary>Which fields hold what (JSONL and Parquet).</summary>
    public FieldMapping Fields { get; init; } = new();

    /// <summary>Threads; changes no result.</summary>
    public int Parallelism { get; init; } = 1;

    internal RuleProfile FindProfile() => RuleProfile.Find(Profile) ?? throw new ArgumentException($"There is no profile '{Profile}'.");

    internal UrlFilter? ReadUrlFilter() => UrlLists is null ? null : new UrlFilter(Quality.Rules.Urls.UrlLists.Read(UrlLists), ignoresCase: Profile == RuleProfiles.DataCuration);
}
