using DataCuration.Documents;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Pipelines.Scoring;

/// <summary>A document with its metrics and what they led to.</summary>
/// <param name="File">The file it came from, as it was given.</param>
/// <param name="Position">Where its record starts: a byte offset of the decompressed stream, or a row number.</param>
/// <param name="Id">The id that the document's own record states in a field <c>id</c>; null when it has none.</param>
/// <param name="Document">The document.</param>
/// <param name="Values">The values of the profile's columns.</param>
/// <param name="Failed">The profile's rules that it fails, in order.</param>
/// <param name="UrlReason">Why its address is dropped; null when it is not, or is not judged.</param>
public sealed record ScoredDocument(
    string File, long Position, string? Id, Document Document, double[] Values, IReadOnlyList<FailedRule> Failed, string? UrlReason)
{
    /// <summary>Whether nothing speaks against it.</summary>
    public bool IsKept => Failed.Count == 0 && UrlReason is null;

    /// <summary>All reasons to drop it, in the profile's words: the address first, then the rules in order.</summary>
    internal IEnumerable<string> ReasonsOf(RuleProfile profile)
    {
        IEnumerable<string> rules = Failed.Select(failed => profile.ReasonOf(failed.Rule));
        return UrlReason is null ? rules : rules.Prepend(UrlReason);
    }
}
