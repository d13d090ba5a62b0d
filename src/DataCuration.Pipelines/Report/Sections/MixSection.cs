using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>How much of which pool, and what other mixes are predicted to reach.</summary>
internal static class MixSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Mix is not { } mix)
        {
            html.WriteLine($"<p class=\"none\">The recipe has no budget: there is no mix to choose.</p>");
            return;
        }

        html.WriteLine($"<p>Each pool holds documents of like quality. The mix takes tokens where the next one is worth most; a pool is repeated until its marginal utility has fallen to that of the next pool’s fresh text.</p>");
        if (mix.ProbabilityBest is { } probability)
        {
            html.WriteLine($"<p>This mix is the best one in <b>{NumberText.Percent(probability)}</b> of the resampled fits.</p>");
        }

        Bars(html, mix);
        Table.Write(html, "The mix by pool",
            [TableColumn.Words("Pool"), TableColumn.Number("Documents"), TableColumn.Number("Unique tokens"), TableColumn.Number("Tokens in the mix"),
                TableColumn.Number("Epochs"), TableColumn.Number("Share"), TableColumn.Number("Marginal utility")],
            mix.Pools.Select(p => (IReadOnlyList<string>)[p.Name, NumberText.Count(p.Documents), NumberText.Compact(p.UniqueTokens),
                NumberText.Compact(p.MixTokens), NumberText.Epochs(p.Epochs), NumberText.Percent(p.Share), NumberText.Value(p.MarginalUtility)]));
        html.WriteLine($"<p class=\"note\">Marginal utility: worth of the pool’s next token relative to a fresh token of the reference pool.</p>");
        Baselines(html, mix);
    }

    private static void Bars(HtmlWriter html, MixModel mix)
    {
        double unique = mix.Pools.Sum(p => p.UniqueTokens);
        Figure.Write(html, "Where the tokens come from", [.. mix.Pools.Select((p, i) => (p.Name, i))], new StackedBars
        {
            Title = "Share of each pool in the data and in the mix",
            Parts = [.. mix.Pools.Select(p => p.Name)],
            Bars =
            [
                ($"The data: {NumberText.Compact(unique)} unique tokens", [.. mix.Pools.Select(p => unique > 0 ? p.UniqueTokens / unique : 0)]),
                ($"The mix: {NumberText.Compact(mix.Pools.Sum(p => p.MixTokens))} training tokens", [.. mix.Pools.Select(p => p.Share)]),
            ],
        }.Draw);
    }

    private static void Baselines(HtmlWriter html, MixModel mix)
    {
        html.WriteLine($"<h3>Compared with</h3>");
        if (mix.Baselines.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No baselines were computed.</p>");
            return;
        }

        var rows = new List<IReadOnlyList<string>> { new[] { "this mix", NumberText.Loss(mix.PredictedLoss), NumberText.None } };
        rows.AddRange(mix.Baselines.OrderBy(b => b.PredictedLoss.Value).Select(b =>
            (IReadOnlyList<string>)[b.Name, NumberText.Loss(b.PredictedLoss), NumberText.SignedLoss(AnswerText.Difference(mix, b))]));
        Table.Write(html, "Predicted loss of other mixes",
            [TableColumn.Words("Mix"), TableColumn.Number($"Predicted {mix.LossUnit}"), TableColumn.Number("Difference")], rows);
        html.WriteLine($"<p class=\"note\">Difference: the other mix less this one; positive means this mix is better. Brackets are intervals from resampled fits.</p>");
    }
}
