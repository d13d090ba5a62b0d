using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>What the law leaves unexplained: a pool whose points lie on one side, or bend, is not described by the law.</summary>
internal static class ResidualFigure
{
    /// <summary>Writes the figure; nothing when the law came without measurements.</summary>
    public static void Write(HtmlWriter html, LawModel law)
    {
        List<LineSeries> series = [.. law.Pools.Select((pool, i) =>
        {
            List<(double X, double Y)> residuals = [.. pool.Points.OrderBy(p => p.Tokens).Select(p => (p.Tokens, 100 * Math.Log(p.Loss / p.Predicted)))];
            return new LineSeries
            {
                Name = pool.Name,
                Series = i,
                Line = residuals,
                Points = [.. residuals.Select(p => (p.X, p.Y, true, $"{pool.Name}, {NumberText.Compact(p.X)} tokens: {NumberText.Value(p.Y)} %"))],
            };
        })];
        List<(double X, double Y)> all = [.. series.SelectMany(s => s.Line)];
        if (all.Count == 0)
        {
            return;
        }

        Figure.Write(html, "What the law leaves unexplained, per pool", [.. law.Pools.Select((p, i) => (p.Name, i))], new LineChart
        {
            Title = "Residuals of the fit against tokens seen",
            X = target => Axis.Logarithmic(all.Select(c => c.X), "tokens seen", target, NumberText.Compact),
            Y = Axis.Linear(all.Select(c => c.Y).Append(0), "measured over fitted, %", 5),
            Series = series,
        }.Draw);
    }
}
