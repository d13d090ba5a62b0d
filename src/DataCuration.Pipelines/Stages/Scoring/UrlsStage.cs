using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Rules.Urls;

namespace DataCuration.Pipelines.Stages;

/// <summary>What the user's lists say of every document's address; nothing of a document without one.</summary>
internal sealed class UrlsStage : ColumnStage
{
    public const string Domain = "urls.domain";
    public const string Host = "urls.host";
    public const string Url = "urls.url";
    public const string BannedWords = "urls.bannedWords";
    public const string SoftBannedWords = "urls.softBannedWords";
    public const string BannedSubword = "urls.bannedSubword";

    // Read once a run: lists of domains hold millions of lines.
    private Lazy<UrlFilter>? _filter;

    public override string Name => StageNames.Urls;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    protected override string Options(RunContext context) => StateJson.Canonical(new { ignoresCase = IgnoresCase(context.Recipe) });

    protected override IReadOnlyList<string> InputFiles(RunContext context)
    {
        string folder = Folder(context.Recipe);
        _filter = new Lazy<UrlFilter>(() => new UrlFilter(UrlLists.Read(folder), ignoresCase: IgnoresCase(context.Recipe)));
        return UrlListFiles.In(folder);
    }

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken) =>
        Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => Match(_filter!.Value, documents));

    /// <summary>Only the profile that reproduces datatrove reproduces that an upper-case word passes.</summary>
    private static bool IgnoresCase(Recipe recipe) => recipe.Quality.Profile != RuleProfiles.Datatrove;

    private static string Folder(Recipe recipe) => Path.Combine(recipe.BaseDirectory, recipe.Quality.Urls!.Lists);

    private static IReadOnlyList<Column> Match(UrlFilter filter, IReadOnlyList<Document> documents)
    {
        UrlMatches[] matches = [.. documents.Select(document => document.Url is { Length: > 0 } url ? filter.Match(url) : default)];
        return
        [
            new Column<int>(Domain, Array.ConvertAll(matches, match => match.IsDomainListed ? 1 : 0)),
            new Column<int>(Host, Array.ConvertAll(matches, match => match.IsHostListed ? 1 : 0)),
            new Column<int>(Url, Array.ConvertAll(matches, match => match.IsUrlListed ? 1 : 0)),
            new Column<int>(BannedWords, Array.ConvertAll(matches, match => match.BannedWords)),
            new Column<int>(SoftBannedWords, Array.ConvertAll(matches, match => match.SoftBannedWords)),
            new Column<int>(BannedSubword, Array.ConvertAll(matches, match => match.HasBannedSubword ? 1 : 0)),
        ];
    }
}
