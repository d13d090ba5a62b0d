using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Selection;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>Selects a share of the documents that are still kept. Deterministic whatever their order; one sort.</summary>
internal static class SelectionDecision
{
    /// <summary>The rule of a document outside the selection.</summary>
    public const string Rule = "select.share";

    /// <summary>The rule of a document without a score.</summary>
    public const string UnscoredRule = "select.unscored";

    /// <summary>Marks those that are not selected; returns the lowest score that is (turned so that more is better; NaN when nothing is).</summary>
    public static double Apply(DecisionTable table, SelectOptions? options, ulong seed)
    {
        if (options is null)
        {
            return double.NaN;
        }

        int[] rows = table.KeptSourceRows().ToArray();
        double[] scores = Array.ConvertAll(rows, row => table.SelectScores[row]);
        DocumentId[] ids = Array.ConvertAll(rows, row => table.Ids[row]);
        double[] weights = options.Unit == QuantileUnit.Tokens ? Array.ConvertAll(rows, row => table.Tokens[row]) : [];
        double[] keys = options.Method switch
        {
            SelectionMethod.Gumbel => GumbelTopK.Keys(scores, ids, options.Temperature, seed),
            SelectionMethod.Random => [.. ids.Select((id, i) => double.IsNaN(scores[i]) ? double.NaN : -StableHash.UnitOf(id, seed))],
            _ => scores,
        };
        bool[] selected = TopShare.Select(keys, ids, weights, options.Skip, Math.Min(1, options.Skip + options.Share), options.Ties, seed);
        double lowest = double.PositiveInfinity;
        for (int i = 0; i < rows.Length; i++)
        {
            if (selected[i])
            {
                lowest = Math.Min(lowest, scores[i]);
            }
            else
            {
                table.Outcomes[rows[i]] = DocumentOutcome.NotSelected;
            }
        }

        return double.IsFinite(lowest) ? lowest : double.NaN;
    }
}
