using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Quality.Rules;

/// <summary>
/// Measures everything that the rules of a recipe compare, in one pass over the UTF-8 text. Reuses its buffers: one instance a thread, any
/// number of documents.
/// </summary>
/// <param name="profile">One of <see cref="RuleProfiles.OfRecipes"/> without rules of its own.</param>
public sealed class MetricsCalculator(string profile)
{
    /// <summary>Bump when a number of datacuration/1 may change for the same text; the other profiles are frozen.</summary>
    public const string AlgorithmVersion = "2";

    private readonly IMeter _meter = profile switch
    {
        RuleProfiles.Datatrove => new DatatroveMeter(),
        RuleProfiles.DataCuration => new UnicodeMeter(),
        _ => throw new ArgumentException($"No profile '{profile}' for recipes.", nameof(profile)),
    };

    /// <summary>Measures one text. Invalid UTF-8 counts as U+FFFD; no text makes it throw.</summary>
    /// <param name="utf8">The document's text.</param>
    public DocumentMetrics Measure(ReadOnlySpan<byte> utf8) => _meter.Measure(utf8);
}
