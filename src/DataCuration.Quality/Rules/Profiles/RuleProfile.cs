using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>
/// A named, frozen way to judge documents: how a text is measured, the rules with their thresholds in the order in which reasons are given,
/// and what the tool it stands for calls each reason. Immutable; safe for concurrent use.
/// </summary>
public sealed class RuleProfile
{
    private static readonly IReadOnlyDictionary<string, string> OwnNames = new Dictionary<string, string>();

    private readonly Func<ProfileMeter> _createMeter;
    private readonly int[] _ruleColumns;

    internal RuleProfile(string name, IReadOnlyList<string> columns, IReadOnlyList<Rule> rules, IReadOnlyDictionary<string, string> reasons, Func<ProfileMeter> createMeter)
    {
        Name = name;
        Columns = columns;
        Rules = rules;
        Reasons = reasons;
        _createMeter = createMeter;
        _ruleColumns = [.. rules.Select(rule => columns.TakeWhile(column => column != rule.Column).Count())];
    }

    /// <summary>All profiles, the default first.</summary>
    public static IReadOnlyList<RuleProfile> All { get; } =
    [
        OfRecipe(RuleProfiles.DataCuration, OwnNames),
        OfRecipe(RuleProfiles.Datatrove, DatatroveReasons.ByRule),
        PeerProfiles.C4,
        PeerProfiles.DclmBaseline,
        PeerProfiles.Dolma,
    ];

    /// <summary>The name, for example <c>datatrove/0.10</c>.</summary>
    public string Name { get; }

    /// <summary>The measured columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rules in the order in which reasons are given.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>What the tool that the profile stands for calls a failed rule, by rule; empty when the rule's own name serves.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; }

    /// <summary>The profile of a name; null when there is none.</summary>
    public static RuleProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>The rules of a recipe: those of its profile when it brings its own, else the rule sets that the recipe names.</summary>
    public static IReadOnlyList<Rule> RulesOf(QualityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RuleProfiles.WithRules.Contains(options.Profile) ? Find(options.Profile)!.Rules : RuleSet.From(options.Rules).Rules;
    }

    /// <summary>A meter of its own for one thread.</summary>
    public ProfileMeter CreateMeter() => _createMeter();

    /// <summary>All rules that a document fails, in order; empty when it is kept.</summary>
    /// <param name="values">The values of <see cref="Columns"/>.</param>
    public IReadOnlyList<FailedRule> Judge(ReadOnlySpan<double> values)
    {
        List<FailedRule>? failed = null;
        for (int i = 0; i < Rules.Count; i++)
        {
            double value = values[_ruleColumns[i]];
            if (Rules[i].Fails(value))
            {
                (failed ??= []).Add(new FailedRule(Rules[i], value));
            }
        }

        return failed is null ? [] : failed;
    }

    /// <summary>The reason as the tool that the profile stands for gives it.</summary>
    public string ReasonOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Reasons.TryGetValue(rule.Name, out string? reason) ? reason : rule.Name;
    }

    private static RuleProfile OfRecipe(string name, IReadOnlyDictionary<string, string> reasons) => new(
        name,
        [.. MetricColumns.All.Select(column => column.Name)],
        RuleSet.From(new RulesOptions { GopherQuality = new(), GopherRepetition = new(), C4 = new(), FineWeb = new() }).Rules,
        reasons,
        () => new MetricsMeter(name));
}
