using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Cli.Commands;

/// <summary>Pools from the command line: sizes (<c>--pool q1=2.5e9</c>) and limits (<c>--pool-share q1=0.1..0.5</c>).</summary>
internal static class PoolSizes
{
    /// <exception cref="DiagnosticException">DC2056: an assignment is malformed or names a pool that the law does not know.</exception>
    public static MixPool[] Read(LawFile law, IReadOnlyList<string> assignments)
    {
        if (assignments.Count == 0)
        {
            return law.Pools.Select(name => new MixPool(name, law.Observations.SelectMany(o => o.Exposures).Where(e => e.Pool == name).Max(e => e.UniqueTokens))).ToArray();
        }

        return assignments.Select(assignment =>
        {
            (string name, string value) = Split("--pool", assignment, law.Pools, "NAME=TOKENS, for example q1=2.5e9");
            return new MixPool(name, Positive("--pool", assignment, value, "NAME=TOKENS, for example q1=2.5e9"));
        }).ToArray();
    }

    /// <summary>The pools with their limits.</summary>
    /// <param name="pools">The pools.</param>
    /// <param name="shares">NAME=LEAST..MOST, parts of the budget.</param>
    /// <param name="epochs">NAME=EPOCHS.</param>
    /// <param name="costs">NAME=FLOPS for each unique token.</param>
    /// <exception cref="DiagnosticException">DC2056: as above, or the least shares add up to more than the budget.</exception>
    public static MixPool[] WithLimits(MixPool[] pools, IReadOnlyList<string> shares, IReadOnlyList<string> epochs, IReadOnlyList<string> costs)
    {
        string[] names = [.. pools.Select(pool => pool.Name)];
        MixPool[] limited = [.. pools];
        foreach (string assignment in shares)
        {
            const string Form = "NAME=LEAST..MOST with 0 <= LEAST <= MOST <= 1, for example q1=0.1..0.5";
            (string name, string value) = Split("--pool-share", assignment, names, Form);
            string[] ends = value.Split("..", 2);
            if (ends.Length != 2 || !TryNumber(ends[0], out double least) || !TryNumber(ends[1], out double most) || !(least >= 0 && least <= most && most <= 1 && most > 0))
            {
                throw Malformed("--pool-share", assignment, Form);
            }

            Change(name, pool => pool with { MinShare = least, MaxShare = most });
        }

        foreach (string assignment in epochs)
        {
            (string name, string value) = Split("--pool-max-epochs", assignment, names, "NAME=EPOCHS, for example q1=4");
            double most = Positive("--pool-max-epochs", assignment, value, "NAME=EPOCHS, for example q1=4");
            Change(name, pool => pool with { MaxEpochs = most });
        }

        foreach (string assignment in costs)
        {
            (string name, string value) = Split("--pool-cost", assignment, names, "NAME=FLOPS, for example rephrased=1.6e10");
            double cost = Positive("--pool-cost", assignment, value, "NAME=FLOPS, for example rephrased=1.6e10");
            Change(name, pool => pool with { CostPerUniqueToken = cost });
        }

        double required = limited.Sum(pool => pool.MinShare);
        return required <= 1
            ? limited
            : throw new DiagnosticException(Diagnostic.Error("DC2056", FormattableString.Invariant($"--pool-share: the least shares add up to {required:G3} of the budget; expected at most 1.")), ExitCode.Usage);

        void Change(string name, Func<MixPool, MixPool> change) => limited = [.. limited.Select(pool => pool.Name == name ? change(pool) : pool)];
    }

    /// <summary>The pools in the order of a score.</summary>
    /// <param name="law">The law.</param>
    /// <param name="path">Its file.</param>
    /// <param name="pools">The pools.</param>
    /// <param name="order">Their names, the best first, with commas between.</param>
    /// <exception cref="DiagnosticException">DC2056: a name is none of the pools, or twice. DC4034: the law is not qqt-ed.</exception>
    public static MixPool[] ByScore(LawFile law, string path, MixPool[] pools, string order)
    {
        if (law.EffectiveData is null)
        {
            throw new DiagnosticException(Diagnostic.Error("DC4034", $"--by-score needs qqt-ed; this law is '{law.Table!.Law}'.", path), ExitCode.Usage);
        }

        string[] names = order.Split(',');
        string[] known = [.. pools.Select(pool => pool.Name)];
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new DiagnosticException(Diagnostic.Error("DC2056", $"--by-score {order}: there is no pool '{unknown}'. {NameSuggestion.Clause(unknown, known)}"), ExitCode.Usage)
            : names.Distinct().Count() < names.Length
                ? throw new DiagnosticException(Diagnostic.Error("DC2056", $"--by-score {order}: expected each pool once."), ExitCode.Usage)
                : [.. names.Select(name => pools.First(pool => pool.Name == name))];
    }

    private static (string Name, string Value) Split(string option, string assignment, IReadOnlyList<string> known, string form)
    {
        int at = assignment.LastIndexOf('=');
        if (at <= 0)
        {
            throw Malformed(option, assignment, form);
        }

        string name = assignment[..at];
        return known.Contains(name)
            ? (name, assignment[(at + 1)..])
            : throw new DiagnosticException(Diagnostic.Error("DC2056", $"{option} {assignment}: there is no pool '{name}'. {NameSuggestion.Clause(name, [.. known])}"), ExitCode.Usage);
    }

    private static double Positive(string option, string assignment, string value, string form) =>
        TryNumber(value, out double number) && number > 0 ? number : throw Malformed(option, assignment, form);

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static DiagnosticException Malformed(string option, string assignment, string form) =>
        new(Diagnostic.Error("DC2056", $"{option} {assignment}: expected {form}."), ExitCode.Usage);
}
