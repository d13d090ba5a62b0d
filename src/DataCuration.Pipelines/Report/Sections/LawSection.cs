using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>The paper's two plots (Goyal et al. 2024, arXiv 2404.07177: loss against data seen, utility against repetition) and the parameters.</summary>
internal static class LawSection
{
    private const int ShownRepetitions = 10;

    private static readonly int[] MarkedEpochs = [1, 2, 4, 8, 16, 32];

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Law is not { } law)
        {
            html.WriteLine($"<p class=\"none\">No probes were trained and no law was given.</p>");
            return;
        }

        html.WriteLine($"<p>Law <b>{law.Law}</b>, fitted to {law.ObservationCount} measurements; residual RMS <b>{NumberText.Value(law.ResidualRms)}</b> in the logarithm of the loss{Starts(law)}.</p>");
        if (law.Formula.Length > 0)
        {
            html.WriteLine($"<p class=\"formula\">{law.Formula}</p>");
        }

        Losses(html, law);
        ResidualFigure.Write(html, law);
        Utilities(html, law);
        PoolOrderSection.Write(html, model.Order);
        HeldOutSection.Write(html, law);
        Parameters(html, law);
        Backtests(html, law);
    }

    private static string Starts(LawModel law) => law.Starts is { } starts ? $"; {starts.Agreeing} of {starts.Total} starts reach the same optimum" : "";

    private static void Losses(HtmlWriter html, LawModel law)
    {
        List<ChartMark> marks = EpochMarks(law);
        List<LineSeries> series = [.. law.Pools.Select((pool, i) => new LineSeries
        {
            Name = pool.Name,
            Series = i,
            Line = [.. pool.Curve.Select(c => (c.Tokens, c.Loss))],
            Bars = marks.Count > 0 ? [] : EpochBars(pool),
            Points = [.. pool.Points.Select(p => (p.Tokens, p.Loss, !p.IsHeldOut,
                $"{pool.Name}, {NumberText.Compact(p.Tokens)} tokens, {NumberText.Epochs(p.Epochs)} epochs: {NumberText.Loss(p.Loss)}{(p.IsHeldOut ? ", held out" : "")}"))],
        })];
        IEnumerable<(double X, double Y)> all = series.SelectMany(s => s.Line.Concat(s.Points.Select(p => (p.X, p.Y))));
        if (!all.Any())
        {
            html.WriteLine($"<p class=\"none\">The law came without its measurements.</p>");
            return;
        }

        Figure.Write(html, "Measured loss and the fitted curve, per pool", Legend(law.Pools), new LineChart
        {
            Title = $"{law.LossUnit} against tokens seen, measured and fitted",
            X = target => Axis.Logarithmic(all.Select(c => c.X), "tokens seen", target, NumberText.Compact),
            Y = Axis.Linear(all.Select(c => c.Y), law.LossUnit, 6),
            Series = series,
            Marks = marks,
        }.Draw);
        html.WriteLine($"<p class=\"note\">Points are probes, lines are the law. {(marks.Count > 0 ? "Dashed lines mark" : "Bars across a line mark")} 1, 2, 4 … epochs: past the first, the pool repeats and its curve flattens.</p>");
    }

    /// <summary>Whole epochs are marked when all single pools have about the same number of unique tokens; otherwise one line cannot mark them all.</summary>
    private static List<ChartMark> EpochMarks(LawModel law)
    {
        List<LawPool> singles = [.. law.Pools.Where(p => p.Utility is not null && p.UniqueTokens > 0)];
        if (singles.Count == 0 || singles.Max(p => p.UniqueTokens) > singles.Min(p => p.UniqueTokens) * 1.05)
        {
            return [];
        }

        double unique = singles[0].UniqueTokens;
        double most = singles.SelectMany(p => p.Points).Select(p => p.Tokens).DefaultIfEmpty(0).Max();
        return [.. MarkedEpochs.Where(e => e * unique <= most * 1.001)
            .Select(e => new ChartMark(e * unique, e == 1 ? "1 epoch" : NumberText.Count(e)))];
    }

    /// <summary>The places on a pool's own curve where a whole number of epochs ends.</summary>
    private static List<(double X, double Y, string Hint)> EpochBars(LawPool pool)
    {
        var bars = new List<(double X, double Y, string Hint)>();
        foreach (int epochs in MarkedEpochs)
        {
            double tokens = epochs * pool.UniqueTokens;
            for (int i = 1; i < pool.Curve.Count; i++)
            {
                ((double from, double fromLoss), (double to, double toLoss)) = (pool.Curve[i - 1], pool.Curve[i]);
                if (tokens >= from && tokens < to && from > 0)
                {
                    double loss = fromLoss + ((toLoss - fromLoss) * (Math.Log(tokens / from) / Math.Log(to / from)));
                    bars.Add((tokens, loss, $"{pool.Name}: {NumberText.Count(epochs)} epochs"));
                }
            }
        }

        return bars;
    }

    private static void Utilities(HtmlWriter html, LawModel law)
    {
        List<(LawPool Pool, int Series)> known = [.. law.Pools.Select((p, i) => (p, i)).Where(p => p.p.Utility is not null && p.p.HalfLifeEpochs is > 0)];
        if (known.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">The law has no half-lives: utility does not depend on repetition.</p>");
            return;
        }

        List<LineSeries> series = [.. known.Select(k =>
        {
            List<(double X, double Y)> line = [.. Enumerable.Range(0, ShownRepetitions)
                .Select(j => ((double)j, k.Pool.Utility!.Value * Math.Pow(2, -j / k.Pool.HalfLifeEpochs!.Value)))];
            return new LineSeries
            {
                Name = k.Pool.Name,
                Series = k.Series,
                Line = line,
                Points = [.. line.Select(p => (p.X, p.Y, true, $"{k.Pool.Name}, repetition {NumberText.Value(p.X)}: {NumberText.Value(p.Y)}"))],
            };
        })];
        Figure.Write(html, "What a token is still worth when it is seen again", [.. known.Select(k => (k.Pool.Name, k.Series))], new LineChart
        {
            Title = "Utility against repetition, per pool",
            X = target => Axis.Exact(0, ShownRepetitions - 1, "repetition (0: seen for the first time)", target),
            Y = Axis.Linear(series.SelectMany(s => s.Line.Select(p => p.Y)), "utility (fresh token of the reference pool = 1)", 5, fromZero: true),
            Series = series,
        }.Draw);
    }

    private static void Parameters(HtmlWriter html, LawModel law)
    {
        html.WriteLine($"<h3>Parameters</h3>");
        Table.Write(html, "Parameters of the law",
            [TableColumn.Words("Parameter"), TableColumn.Sentences("Meaning"), TableColumn.Number("Value and interval"), TableColumn.Words("Status")],
            law.Parameters.Select(p => (IReadOnlyList<string>)[p.Symbol, p.Meaning, NumberText.Value(p.Value), Status(p.Status)]));
    }

    private static string Status(Identifiability status) => status switch
    {
        Identifiability.Identified => "identified",
        Identifiability.Weak => "only together with another",
        Identifiability.NotIdentified => "not identified",
        _ => "given",
    };

    private static void Backtests(HtmlWriter html, LawModel law)
    {
        html.WriteLine($"<h3>Back-test on longer runs</h3>");
        if (law.Backtests.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No run was held out.</p>");
            return;
        }

        html.WriteLine($"<p>The longest run of each pool, predicted by a fit without them:</p>");
        Table.Write(html, "Predicted and measured loss of held-out runs",
            [TableColumn.Words("Run"), TableColumn.Number("Predicted"), TableColumn.Number("Measured"), TableColumn.Number("Predicted − measured")],
            law.Backtests.Select(b => (IReadOnlyList<string>)[b.Name, NumberText.Loss(b.Predicted), NumberText.Loss(b.Measured),
                NumberText.SignedLoss(b.Predicted.Value - b.Measured)]));
    }

    private static List<(string Name, int Series)> Legend(IReadOnlyList<LawPool> pools) => [.. pools.Select((p, i) => (p.Name, i))];
}
