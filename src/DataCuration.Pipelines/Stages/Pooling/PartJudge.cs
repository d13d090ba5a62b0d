using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>Judges the documents of parts by the rules of one recipe and enters them into the decision's table. Single-threaded.</summary>
internal sealed class PartJudge(Recipe recipe, DecisionTable table)
{
    private readonly IReadOnlyList<Rule> _rules = DecisionRules.Of(recipe);
    private readonly IReadOnlyList<Rule> _syntheticRules = DecisionRules.OfSynthetic(recipe);
    private readonly string? _keepBy = ScoreColumns.KeepBy(recipe);
    private readonly ScoreOrder? _poolBy = ScoreColumns.PoolBy(recipe) is var by and not ScoreColumns.BySource ? ScoreOrder.Parse(by) : null;
    private readonly ScoreOrder? _selectBy = recipe.Select is { } select ? ScoreOrder.Parse(select.By) : null;

    /// <summary>The columns it reads.</summary>
    public IEnumerable<string> Columns => _rules.Select(rule => rule.Column).Concat(ScoreColumns.Of(recipe));

    /// <summary>Adds a part's documents; tells of each rule that a document fails, with the row within the part and the value.</summary>
    public void Add(PartColumns part, bool isSynthetic, Action<Rule, int, double> failed)
    {
        IReadOnlyList<Rule> rules = isSynthetic ? _syntheticRules : _rules;
        double[][] columns = [.. rules.Select(rule => part[rule.Column])];
        for (int row = 0; row < part.Count; row++)
        {
            bool isDropped = false;
            for (int r = 0; r < columns.Length; r++)
            {
                if (rules[r].Fails(columns[r][row]))
                {
                    isDropped = true;
                    failed(rules[r], row, columns[r][row]);
                }
            }

            table.Ids.Add(part.Ids[row]);
            table.Clusters.Add(part.Cluster(row));
            table.PoolScores.Add(ScoreOf(part, _poolBy, row));
            table.KeepScores.Add(_keepBy is null ? double.NaN : part[_keepBy][row]);
            table.SelectScores.Add(ScoreOf(part, _selectBy, row));
            table.TextBytes.Add((long)part.TextBytes[row]);
            table.Tokens.Add(part.Tokens[row]);
            table.Outcomes.Add(isDropped ? DocumentOutcome.DroppedByRule : DocumentOutcome.Kept);
            table.Survivors.Add(-1);
            if (recipe.Deduplicate?.Url is not null)
            {
                (UInt128? key, double date) = part.Url(row);
                table.UrlKeys.Add(key);
                table.Dates.Add(date);
            }

            if (recipe.Prune is not null)
            {
                table.Prune.Add(part.Prune(row));
            }
        }

        table.EndPart(isSynthetic);
    }

    private static double ScoreOf(PartColumns part, ScoreOrder? order, int row) => order is { } by ? by.Turn(part[by.Column][row]) : double.NaN;
}
