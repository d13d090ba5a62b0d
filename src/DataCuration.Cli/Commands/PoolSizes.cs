using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Cli.Commands;

/// <summary>Pool sizes from the command line: <c>--pool q1=2.5e9</c>.</summary>
internal static class PoolSizes
{
    /// <exception cref="DiagnosticException">DC2056: an assignment is malformed or names a pool that the law does not know.</exception>
    public static MixPool[] Read(LawFit fit, IReadOnlyList<string> assignments)
    {
        string[] known = fit.Best.Pools.Select(pool => pool.Pool).ToArray();
        if (assignments.Count == 0)
        {
            return known.Select(name => new MixPool(name, fit.Observations.SelectMany(o => o.Exposures).Where(e => e.Pool == name).Max(e => e.UniqueTokens))).ToArray();
        }

        return assignments.Select(assignment =>
        {
            string[] sides = assignment.Split('=', 2);
            if (sides.Length != 2 || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double tokens) || !(tokens > 0))
            {
                throw new DiagnosticException(Diagnostic.Error("DC2056", $"--pool {assignment}: expected NAME=TOKENS, for example q1=2.5e9."), ExitCode.Usage);
            }

            return known.Contains(sides[0])
                ? new MixPool(sides[0], tokens)
                : throw new DiagnosticException(Diagnostic.Error("DC2056", $"The law has no pool '{sides[0]}'. {NameSuggestion.Clause(sides[0], known)}"), ExitCode.Usage);
        }).ToArray();
    }
}
