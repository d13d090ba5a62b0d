using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Scoring;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Pipelines.Compatibility;

/// <summary>
/// Compares another tool's decisions with a profile's, document by document: kept or dropped, the first reason, measured numbers (to six
/// decimals, relative or absolute), and, for datatrove/0.10, hashes of words, sentences and rewritten text.
/// </summary>
public static class CompatVerifier
{
    private const double Tolerance = 1e-6;

    /// <summary>Compares.</summary>
    /// <param name="request">The documents and the profile.</param>
    /// <param name="decisions">The other tool's decisions by document id.</param>
    /// <param name="maxDifferences">Differences to report with their values.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static async Task<CompatReport> RunAsync(
        ScoreRequest request, IReadOnlyDictionary<string, DocumentDecision> decisions, int maxDifferences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decisions);
        Comparison comparison = new(request.FindProfile(), request.UrlLists is not null, maxDifferences);
        HashSet<string> met = new(StringComparer.Ordinal);
        long without = 0;
        await FileScoring.RunAsync(
            request,
            (documents, _) =>
            {
                foreach (ScoredDocument document in documents)
                {
                    string id = document.Id ?? document.Document.Id.ToString();
                    if (decisions.TryGetValue(id, out DocumentDecision? decision) && met.Add(id))
                    {
                        comparison.Add(id, document, decision);
                    }
                    else
                    {
                        without++;
                    }
                }

                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return new CompatReport
        {
            Profile = request.Profile,
            Documents = met.Count,
            WithoutDecision = without,
            WithoutDocument = decisions.Count - met.Count,
            Checks = [.. comparison.Counts.Select(count => new CompatCount(count.Key, count.Value.Compared, count.Value.Differing))],
            Differences = comparison.Differences,
        };
    }

    /// <summary>The counts so far. Single-threaded.</summary>
    private sealed class Comparison(RuleProfile profile, bool judgesUrls, int maxDifferences)
    {
        private static readonly IReadOnlyList<Rule> C4AllLines = RuleSet.From(new RulesOptions { C4 = new() { RequireTerminalPunctuation = false } }).Rules;

        private readonly DatatroveText _text = new();

        public SortedDictionary<string, (long Compared, long Differing)> Counts { get; } = new(StringComparer.Ordinal);

        public List<CompatDifference> Differences { get; } = [];

        public void Add(string id, ScoredDocument document, DocumentDecision decision)
        {
            foreach ((string ruleSet, OtherVerdict theirs) in decision.Verdicts)
            {
                if (ruleSet == "url" && judgesUrls)
                {
                    Count(id, ruleSet, theirs.IsKept == (document.UrlReason is null) && theirs.Reason == document.UrlReason, () => Describe(theirs), () => document.UrlReason ?? "kept");
                }
                else if (Judge(ruleSet, document) is { } failed)
                {
                    string? reason = ruleSet == DecisionFile.AllRules ? document.ReasonsOf(profile).FirstOrDefault() : failed.Count == 0 ? null : profile.ReasonOf(failed[0].Rule);
                    bool agrees = theirs.IsKept == (reason is null) && (theirs.Reason is null || theirs.IsKept || theirs.Reason == reason);
                    Count(id, ruleSet, agrees, () => Describe(theirs), () => Describe(failed));
                }
            }

            foreach ((string column, double theirs) in decision.Values)
            {
                int index = profile.Columns.ToList().IndexOf(column);
                if (index >= 0)
                {
                    double ours = document.Values[index];
                    bool agrees = Math.Abs(ours - theirs) <= Tolerance * Math.Max(1, Math.Abs(theirs));
                    Count(id, column, agrees, () => Number(theirs), () => Number(ours));
                }
            }

            if (profile.Name is RuleProfiles.Datatrove or RuleProfiles.C4)
            {
                AddHashes(id, document, decision);
            }
        }

        private void AddHashes(string id, ScoredDocument document, DocumentDecision decision)
        {
            ReadOnlyMemory<byte> text = document.Document.Text;
            foreach ((string name, string theirs) in decision.Hashes)
            {
                string? ours = name switch
                {
                    "words_sha1" => HashOf(_text.Words(text.Span)),
                    "sentences_sha1" => HashOf(_text.Sentences(text.Span)),
                    "c4_sha1" => HashOf(_text.AfterC4(text.Span, requireTerminalPunctuation: true)),
                    "c4_fineweb_sha1" => HashOf(_text.AfterC4(text.Span, requireTerminalPunctuation: false)),
                    _ => null,
                };
                if (ours is not null)
                {
                    Count(id, name, ours == theirs, () => theirs, () => ours);
                }
            }
        }

        private IReadOnlyList<FailedRule>? Judge(string ruleSet, ScoredDocument document)
        {
            if (ruleSet == DecisionFile.AllRules)
            {
                return document.Failed;
            }

            if (ruleSet == "c4AllLines")
            {
                return profile.Columns.Contains(C4AllLines[0].Column)
                    ? [.. C4AllLines.Select(rule => new FailedRule(rule, Value(document, rule.Column))).Where(failed => failed.Rule.Fails(failed.Value))]
                    : null;
            }

            return profile.Rules.Any(rule => rule.Name.StartsWith(ruleSet + ".", StringComparison.Ordinal))
                ? [.. document.Failed.Where(failed => failed.Rule.Name.StartsWith(ruleSet + ".", StringComparison.Ordinal))]
                : null;
        }

        private double Value(ScoredDocument document, string column) => document.Values[profile.Columns.TakeWhile(name => name != column).Count()];

        private void Count(string id, string check, bool agrees, Func<string> theirs, Func<string> ours)
        {
            (long compared, long differing) = Counts.GetValueOrDefault(check);
            Counts[check] = (compared + 1, differing + (agrees ? 0 : 1));
            if (!agrees && Differences.Count < maxDifferences)
            {
                Differences.Add(new CompatDifference(id, check, theirs(), ours()));
            }
        }

        private static string Describe(OtherVerdict verdict) => verdict.IsKept ? "kept" : $"dropped: {verdict.Reason ?? "no reason given"}";

        private string Describe(IReadOnlyList<FailedRule> failed) => failed.Count == 0
            ? "kept"
            : "dropped: " + string.Join("; ", failed.Select(one => string.Create(
                CultureInfo.InvariantCulture,
                $"{profile.ReasonOf(one.Rule)} ({one.Rule.Column} {one.Value:R} {(one.Rule.Comparison == Quality.Rules.Comparison.FailsAbove ? ">" : "<")} {one.Rule.Threshold:R})")));

        private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

        private static string HashOf(IReadOnlyList<string> parts) => HashOf(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)));

#pragma warning disable CA5350 // The hash names texts in the other tool's file; nothing is secured by it.
        private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));
#pragma warning restore CA5350
    }
}
