using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>Compares what the pools hold with what the recipe demands. Pure.</summary>
internal static class QualityGates
{
    /// <summary>One diagnostic for each limit that is passed over: errors, or warnings when the recipe says so.</summary>
    /// <param name="gates">The limits.</param>
    /// <param name="sources">Limits of sources that have one of their own, by name.</param>
    /// <param name="pools">What the pools hold.</param>
    /// <param name="documents">Documents of each source that the decision saw.</param>
    /// <param name="file">The file that the diagnostics name.</param>
    public static IReadOnlyList<Diagnostic> Check(
        GatesOptions gates, IReadOnlyDictionary<string, double> sources, PoolsFile pools, IReadOnlyDictionary<string, long> documents, string file)
    {
        List<Diagnostic> found = [];
        foreach ((string source, long all) in documents.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            long kept = pools.Pools.Sum(pool => pool.Sources.GetValueOrDefault(source));
            double dropped = all == 0 ? 0 : (double)(all - kept) / all;
            (double? limit, string option) = sources.TryGetValue(source, out double own) ? (own, "the source's maxDroppedShare") : (gates.MaxDroppedShare, "gates.maxDroppedShare");
            if (dropped > limit)
            {
                Add("DC2250", $"{Percent(dropped)} of the documents of source '{source}' were dropped ({all - kept} of {all}); {option} allows {Percent(limit.Value)}. " +
                    "Look at the funnel of `curate report`, correct the source or the rule that drops most, or raise the limit.");
            }
        }

        double tokens = pools.Pools.Sum(pool => pool.Tokens);
        if (tokens < gates.MinTokens)
        {
            Add("DC2251", $"The pools hold {Number(tokens)} tokens; gates.minTokens demands {Number(gates.MinTokens.Value)}. Add shards, loosen the rules that drop most, or lower the limit.");
        }

        long passed = pools.Documents - pools.DroppedByRules;
        double duplicates = passed == 0 ? 0 : (double)pools.Duplicates / passed;
        if (duplicates > gates.MaxDuplicateRate)
        {
            Add("DC2252", $"{Percent(duplicates)} of the documents that passed the rules are duplicates ({pools.Duplicates} of {passed}); gates.maxDuplicateRate allows {Percent(gates.MaxDuplicateRate.Value)}. " +
                "Look for shards that are there twice, or raise the limit.");
        }

        return found;

        void Add(string code, string text) => found.Add(gates.Outcome == GateOutcome.Fail ? Diagnostic.Error(code, text, file) : Diagnostic.Warning(code, text, file));
    }

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
