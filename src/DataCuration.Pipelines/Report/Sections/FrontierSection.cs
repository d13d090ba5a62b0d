using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>The best mix at every budget: its loss, its shares and its epochs.</summary>
internal static class FrontierSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Frontier is not { Points.Count: > 0 } frontier)
        {
            html.WriteLine($"<p class=\"none\">No law was fitted: nothing can be said about other budgets.</p>");
            return;
        }

        html.WriteLine($"<p>The best mix depends on the compute: small budgets live on the best pool alone, large ones repeat it and reach further down.</p>");
        Losses(html, frontier);
        Transitions(html, frontier);
        Shares(html, frontier);
        Epochs(html, frontier);
        WinProbability(html, frontier);
        Numbers(html, frontier);
    }

    private static void Losses(HtmlWriter html, FrontierModel frontier)
    {
        IReadOnlyList<FrontierPoint> points = frontier.Points;
        var series = new List<LineSeries>();
        series.AddRange(frontier.Baselines.Select((b, i) => new LineSeries
        {
            Name = b.Name,
            Series = -1 - i,
            Line = [.. points.Zip(b.Losses, (p, loss) => (p.BudgetFlops, loss))],
        }));
        series.Add(new LineSeries
        {
            Name = "best mix",
            Series = 0,
            IsStrong = true,
            Line = [.. points.Select(p => (p.BudgetFlops, p.Loss.Value))],
            Band = [.. points.Where(p => p.Loss.HasInterval).Select(p => (p.BudgetFlops, p.Loss.Low!.Value, p.Loss.High!.Value))],
        });
        IEnumerable<double> losses = series.SelectMany(s => s.Line.Select(l => l.Y).Concat(s.Band.SelectMany(b => new[] { b.Low, b.High })));
        Figure.Write(html, "Predicted loss of the best mix, with its interval, and of the baselines", [("best mix", 0), ("baselines", -1)], new LineChart
        {
            Title = $"Predicted {frontier.LossUnit} against training compute",
            X = target => Budgets(frontier, target),
            Y = Axis.Linear(losses, frontier.LossUnit, 6),
            Series = series,
            Marks = Marks(frontier),
            ShadedFrom = frontier.SupportedBudgetFlops,
        }.Draw);
        if (frontier.SupportedBudgetFlops is { } supported && supported < points[^1].BudgetFlops)
        {
            html.WriteLine($"<p class=\"note\">Shaded: beyond {NumberText.Flops(supported)} FLOPs the prediction is extrapolated.</p>");
        }
    }

    private static void Transitions(HtmlWriter html, FrontierModel frontier)
    {
        if (frontier.Transitions.Count == 0)
        {
            return;
        }

        html.WriteLine($"<h3>Where the answer changes</h3><ol class=\"transitions\">");
        foreach (FrontierTransition transition in frontier.Transitions)
        {
            string interval = transition.BudgetFlops.HasInterval
                ? $" (between {NumberText.Flops(transition.BudgetFlops.Low!.Value)} and {NumberText.Flops(transition.BudgetFlops.High!.Value)})"
                : "";
            html.WriteLine($"<li>At <b>{NumberText.Flops(transition.BudgetFlops.Value)} FLOPs</b>{interval}: {transition.Description}.</li>");
        }

        html.WriteLine($"</ol>");
    }

    private static void Shares(HtmlWriter html, FrontierModel frontier) =>
        Figure.Write(html, "Share of each pool in the best mix", Legend(frontier), new StackedArea
        {
            Title = "Share of each pool in the best mix against training compute",
            X = target => Budgets(frontier, target),
            YTitle = "share of the training tokens",
            Values = [.. frontier.Points.Select(p => p.BudgetFlops)],
            Areas = [.. frontier.PoolNames.Select((name, pool) => (name, (IReadOnlyList<double>)[.. frontier.Points.Select(p => p.Shares[pool])]))],
            Marks = Chosen(frontier),
        }.Draw);

    private static void Epochs(HtmlWriter html, FrontierModel frontier)
    {
        List<LineSeries> series = [.. frontier.PoolNames.Select((name, pool) => new LineSeries
        {
            Name = name,
            Series = pool,
            Line = [.. frontier.Points.Select(p => (p.BudgetFlops, p.Epochs[pool]))],
        })];
        Figure.Write(html, "Epochs of each pool in the best mix", Legend(frontier), new LineChart
        {
            Title = "Epochs of each pool in the best mix against training compute",
            X = target => Budgets(frontier, target),
            Y = Axis.Linear(series.SelectMany(s => s.Line.Select(l => l.Y)), "epochs", 6, fromZero: true),
            Series = series,
            Marks = Chosen(frontier),
        }.Draw);
    }

    private static void WinProbability(HtmlWriter html, FrontierModel frontier)
    {
        if (frontier.Points.Any(p => p.ProbabilityBest is null))
        {
            return;
        }

        Figure.Write(html, "How sure the choice is", [("beats every baseline", 0)], new LineChart
        {
            Title = "Probability that the best mix beats every baseline against training compute",
            X = target => Budgets(frontier, target),
            Y = Axis.Linear([0, 100], "% of the resampled laws", 5, fromZero: true),
            Series = [new LineSeries
            {
                Name = "best mix",
                Series = 0,
                IsStrong = true,
                HasLabel = false,
                Line = [.. frontier.Points.Select(p => (p.BudgetFlops, 100 * p.ProbabilityBest!.Value))],
            }],
            Marks = Chosen(frontier),
        }.Draw);
    }

    private static void Numbers(HtmlWriter html, FrontierModel frontier)
    {
        html.WriteLine($"<details><summary>The frontier as a table ({frontier.Points.Count} budgets)</summary>");
        List<TableColumn> columns = [TableColumn.Number("FLOPs"), TableColumn.Number("Tokens"), TableColumn.Number(frontier.LossUnit)];
        columns.AddRange(frontier.PoolNames.Select(n => TableColumn.Number($"{n} epochs")));
        columns.AddRange([TableColumn.Number("P(best)"), TableColumn.Words("Runner-up")]);
        Table.Write(html, "The best mix by budget", columns, frontier.Points.Select(p => (IReadOnlyList<string>)
        [
            NumberText.Flops(p.BudgetFlops), NumberText.Compact(p.Tokens), NumberText.Loss(p.Loss), .. p.Epochs.Select(NumberText.Epochs),
            NumberText.Percent(p.ProbabilityBest ?? double.NaN), p.RunnerUp ?? NumberText.None,
        ]));
        html.WriteLine($"</details>");
    }

    private static Axis Budgets(FrontierModel frontier, int target) =>
        Axis.Logarithmic(frontier.Points.Select(p => p.BudgetFlops), "training compute (FLOPs)", target, NumberText.Flops);

    private static List<(string Name, int Series)> Legend(FrontierModel frontier) => [.. frontier.PoolNames.Select((name, i) => (name, i))];

    private static List<ChartMark> Chosen(FrontierModel frontier) =>
        frontier.ChosenBudgetFlops is { } chosen ? [new ChartMark(chosen, "your budget", IsStrong: true)] : [];

    private static List<ChartMark> Marks(FrontierModel frontier) =>
        [.. frontier.Transitions.Select((t, i) => new ChartMark(t.BudgetFlops.Value, NumberText.Count(i + 1))), .. Chosen(frontier)];
}
