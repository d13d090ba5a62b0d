namespace DataCuration.Quality.Rules;

/// <summary>A rule set bound to the columns of one part. Immutable; safe for concurrent use.</summary>
public sealed class PartRules
{
    private readonly (Rule Rule, double[] Values)[] _rules;

    internal PartRules((Rule Rule, double[] Values)[] rules) => _rules = rules;

    /// <summary>All rules that the document of a row fails, in the rule set's order; empty when it passes.</summary>
    public IReadOnlyList<FailedRule> Judge(int row)
    {
        List<FailedRule>? failed = null;
        foreach ((Rule rule, double[] values) in _rules)
        {
            if (rule.Fails(values[row]))
            {
                (failed ??= []).Add(new FailedRule(rule, values[row]));
            }
        }

        return failed is null ? [] : failed;
    }
}
